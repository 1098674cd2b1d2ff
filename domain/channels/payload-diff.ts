import jsonPatch from 'fast-json-patch';
import type { Payload } from './channel.ts';

/** One step from one payload to another (RFC 6902). `path` is a JSON pointer (RFC 6901). */
export type PatchOperation =
  | { readonly op: 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** What an update does to a channel that holds the other payload: it leaves alone what it does not name, so that no field goes. */
export function changesAtChannel(held: Payload, sent: Payload): PatchOperation[] {
  return payloadDiff(held, { ...held, ...sent });
}

/** The steps that turn one payload into another, to be taken in order; none when they are equal. */
export function payloadDiff(from: Payload, to: Payload): PatchOperation[] {
  return jsonPatch.compare(from, to).flatMap((operation): PatchOperation[] => {
    const { op, path } = operation;
    if (op === 'remove') return [{ op, path }];
    // A comparison gives no others; they exist for patches that people write.
    if (op !== 'add' && op !== 'replace') return [];

    return [{ op, path, value: operation.value }];
  });
}
