import { toTimestamp } from '../common/time.ts';
import type { BlockReason, HealthStatus, StoredTarget } from '../targets/target.ts';

/** A silence of a target: no call before `until` (epoch ms). */
export interface Block {
  readonly until: number;
  readonly reason: BlockReason;
  /** What the channel said, for operators. */
  readonly message: string;
  /** Void once people have edited the target since this revision: the edit may be what it needed, such as new credentials. */
  readonly seen_revision?: number;
}

/** How a block changes a target; what is absent stays. */
export interface BlockChanges {
  readonly blocked_until: string;
  readonly block_reason: BlockReason;
  readonly health_status?: HealthStatus;
  readonly health_message?: string;
}

type Blockable = Pick<StoredTarget, 'blocked_until' | 'block_reason'>;

const severity: Record<BlockReason, number> = {
  rate_limited: 0,
  unavailable: 1,
  credentials_rejected: 2,
};

/**
 * Adds a block to the one in force. The silence only grows, since the time a channel named must never be cut short, and
 * the worse reason is the one shown. Undefined when nothing changes.
 */
export function addBlock(target: Blockable, block: Block, now: number): BlockChanges | undefined {
  const current = currentBlock(target, now);
  const longer = current === undefined || block.until > current.until;
  const worse = current === undefined || severity[block.reason] > severity[current.reason];
  if (!longer && !worse) return undefined;

  const until = toTimestamp(Math.max(block.until, current?.until ?? 0));
  const milder = current !== undefined && severity[block.reason] < severity[current.reason];
  if (milder) return { blocked_until: until, block_reason: current.reason };

  return {
    blocked_until: until,
    block_reason: block.reason,
    health_status: block.reason === 'rate_limited' ? 'degraded' : 'offline',
    health_message: block.message,
  };
}

/** The block that keeps a target silent at `now` (epoch ms), if any. */
export function currentBlock(
  target: Blockable,
  now: number,
): { until: number; reason: BlockReason } | undefined {
  if (target.blocked_until === null || target.block_reason === null) return undefined;
  const until = Date.parse(target.blocked_until);

  return until > now ? { until, reason: target.block_reason } : undefined;
}
