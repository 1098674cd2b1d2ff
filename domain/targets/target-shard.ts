import { createHash } from 'node:crypto';

/**
 * Which of `shards` worker functions drains a target's queue: spread evenly by a hash of the id and written down with the target,
 * so that adding shards later moves nobody.
 */
export function shardOf(targetId: string, shards: number): number {
  return createHash('sha256').update(targetId).digest().readUInt32BE(0) % shards;
}
