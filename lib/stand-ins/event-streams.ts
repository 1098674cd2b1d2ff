/**
 * Takes the place of `@smithy/core/event-streams` in the bundles: what the SDK reads and writes streams of events with, for the few calls
 * of AWS that have one. We make none of them; the client of Lambda asks for it when it is made all the same.
 */
export class EventStreamSerde {
  /** @throws Error */
  constructor() {
    throw new Error('event streams are not in the bundle');
  }
}

export function eventStreamSerdeProvider(): undefined {}

export function resolveEventStreamSerdeConfig<T>(config: T): T {
  return config;
}
