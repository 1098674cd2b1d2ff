import type { SyncDeps, SyncMessage } from './sync-deps.ts';

/** Counts how often workers have begun on a message, so that one that kills them leaves a trace. */
export interface Deliveries {
  /** A worker begins on the message: how often one has, this time included, without an end. */
  begin(messageId: string): Promise<number>;
  /** Nobody begins on it after all. */
  takeBack(messageId: string): Promise<void>;
  /** The worker has come through: what was counted is forgotten. */
  end(messageId: string): Promise<void>;
}

/** A batch by what may be done with its messages. */
export interface Begun {
  /** Begun on so often that nobody is to try again. */
  readonly worn: readonly SyncMessage[];
  /** Under suspicion, as another of the batch is: not in the same pass, lest one be given up for the other. */
  readonly apart: readonly SyncMessage[];
  readonly tried: readonly SyncMessage[];
  /** Ids of those that are tried and have been counted. */
  readonly counted: ReadonlySet<string>;
}

/** A job is done with its first delivery or has waited for its turn; what comes again after that is counted. */
const firstCounted = 3;
/** Together with the two that are not counted, nine tries without an end; the tenth is not made. */
const mostBegun = 7;
/** Counted so often, a message may be what kills its worker and with it the worker's other messages. */
const suspect = 3;

/**
 * Counts the deliveries that are worked on. The queue's own number is no proof: it also counts those that never got to a worker,
 * because the function was at its limit or could not be started.
 */
export async function beginDeliveries(
  messages: readonly SyncMessage[],
  deps: SyncDeps,
): Promise<Begun> {
  const begun = new Map(
    await Promise.all(messages.map(async (one) => [one.id, await begin(one, deps)] as const)),
  );
  const countOf = ({ id }: SyncMessage) => begun.get(id) ?? 0;
  const worn = messages.filter((one) => countOf(one) > mostBegun);
  const left = messages.filter((one) => !worn.includes(one));
  const suspects = left.filter((one) => countOf(one) >= suspect);
  const apart = suspects.filter(({ job }) => job.listing_id !== suspects[0]?.job.listing_id);
  await Promise.all(apart.map(({ id }) => noted(deps, () => deps.deliveries.takeBack(id))));
  const tried = left.filter((one) => !apart.includes(one));
  const counted = new Set(tried.filter((one) => countOf(one) > 0).map(({ id }) => id));

  return { worn, apart, tried, counted };
}

/** The worker has come through a message. It may come again even if it is done, when its deletion is too late. */
export async function endDelivery(messageId: string, deps: SyncDeps): Promise<void> {
  await noted(deps, () => deps.deliveries.end(messageId));
}

async function begin({ id, receive_count }: SyncMessage, deps: SyncDeps): Promise<number> {
  if (receive_count < firstCounted) return 0;

  return (await noted(deps, () => deps.deliveries.begin(id))) ?? 0;
}

/** What cannot be counted is worked on all the same. */
async function noted<T>({ report }: SyncDeps, note: () => Promise<T>): Promise<T | undefined> {
  try {
    return await note();
  } catch (error) {
    report.trouble('delivery-not-counted', { error });
    return undefined;
  }
}
