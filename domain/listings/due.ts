/** The sweeper's sparse index is spread over these partitions. */
export const dueShards: readonly string[] = [...'0123456789abcdef'];

/** The partition of a listing: the first hex digit of its id. */
export function dueShard(listingId: string): string {
  return listingId.slice(0, 1);
}

/** The sweeper looks at a listing this long (ms) after its job was enqueued or should have run, unless it is done by then. */
export const sweepAfterMs = 180_000;
