import { sha256 } from './payload-hash.ts';

/**
 * The key of one operation, the same for all its attempts: `sha256(unit_version|target_id)` (spec, Outbound Sync step 5).
 * A replay adds its own id, so that an operator's wish is never taken for work already done.
 */
export function idempotencyKey(unitVersion: number, targetId: string, replayId?: string): string {
  return sha256([unitVersion, targetId, ...(replayId === undefined ? [] : [replayId])].join('|'));
}
