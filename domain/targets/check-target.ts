import { toTimestamp } from '../common/time.ts';
import { limitOf } from '../pacing/limit-of.ts';
import type { Block } from '../pacing/target-block.ts';
import { targetGate } from '../pacing/target-gate.ts';
import { requireChannel } from './require-account.ts';
import type { HealthStatus, StoredTarget } from './target.ts';
import { announce, type Caller, type TargetDeps } from './target-deps.ts';
import { type Answer, notBefore, tryConnection } from './try-connection.ts';

/** What a check found. `latency_ms` without the wait for a turn; null when there was no answer to time. */
export interface HealthCheck {
  readonly health_status: HealthStatus;
  readonly checked_at: string;
  readonly latency_ms: number | null;
  readonly error_message: string | null;
}

/** Slower than this is worth an operator's look, though it works. */
const slowMs = 5_000;
/** Two rounds of the scheduled check: the round that finds the trouble gone lifts the block, and one missed round does not. */
const blockMs = 600_000;

/**
 * Calls a target's channel and records how it answers (spec, Business Rule 10: Health Checks). This is also how a blocked target is let in
 * again: a call that works lifts a block for refused credentials or an outage. A silence the channel asked for is kept.
 * An account whose window our own calls fill is not checked, and its health stays as it was.
 */
export async function checkTarget(
  target: StoredTarget,
  context: { readonly caller: Caller; readonly deps: TargetDeps },
): Promise<HealthCheck> {
  const { caller, deps } = context;
  const answer = await ask(target, deps);
  const checked_at = toTimestamp(deps.clock());
  const check = { ...judge(answer, target), checked_at };
  if (answer.kind === 'busy') return check;

  if (answer.kind === 'works') await lift(target, context);
  await deps.targets.recordHealth(caller.tenant, target.id, {
    health_status: check.health_status,
    health_message: check.error_message,
    last_health_check_at: checked_at,
    seen_revision: target.revision,
  });
  const block = blockFor(answer, target, deps.clock());
  if (block === undefined) return check;

  const change = await deps.targets.block(caller.tenant, target.id, block);
  if (change === 'blocked')
    await announce('channel.target.blocked', target, { ...context, error_message: block.message });

  return check;
}

async function ask(target: StoredTarget, deps: TargetDeps): Promise<Answer> {
  const gate = targetGate(target, { now: deps.clock(), purpose: 'check' });
  if (gate.kind === 'wait') return notBefore('rate_limited', gate.until);

  const channel = requireChannel(target.channel_type, deps);
  return tryConnection(
    {
      channel,
      base_url: target.base_url,
      window_key: target.window_key,
      rate_limit_config: limitOf(target, channel),
      secret: deps.vault.open(target),
      target,
    },
    deps,
  );
}

function judge(answer: Answer, target: StoredTarget): Omit<HealthCheck, 'checked_at'> {
  switch (answer.kind) {
    case 'works': {
      const latency_ms = Math.round(answer.latency_ms);
      return latency_ms > slowMs
        ? {
            health_status: 'degraded',
            latency_ms,
            error_message: `The channel took ${(latency_ms / 1000).toFixed(1)} s to answer.`,
          }
        : { health_status: 'healthy', latency_ms, error_message: null };
    }
    case 'rate_limited':
      return { health_status: 'degraded', latency_ms: null, error_message: answer.message };
    case 'busy':
      return {
        health_status: target.health_status,
        latency_ms: null,
        error_message: answer.message,
      };
    case 'rejected':
    case 'unreachable':
      return { health_status: 'offline', latency_ms: null, error_message: answer.message };
  }
}

/** One unreachable check is no outage, which is the worker's to call; but one that goes on is prolonged. */
function blockFor(answer: Answer, target: StoredTarget, now: number): Block | undefined {
  switch (answer.kind) {
    case 'rate_limited':
      return { reason: 'rate_limited', until: answer.retry_at, message: answer.message };
    case 'rejected':
      return failing('credentials_rejected', answer.message, { target, now });
    case 'unreachable':
      return target.block_reason === 'unavailable'
        ? failing('unavailable', answer.message, { target, now })
        : undefined;
    case 'works':
    case 'busy':
      return undefined;
  }
}

/** Void if people have edited the target since it was read: the answer may be to credentials or an address of before. */
function failing(
  reason: Block['reason'],
  message: string,
  { target, now }: { readonly target: StoredTarget; readonly now: number },
): Block {
  return { reason, message, until: now + blockMs, seen_revision: target.revision };
}

async function lift(
  target: StoredTarget,
  { caller, deps }: { readonly caller: Caller; readonly deps: TargetDeps },
): Promise<void> {
  if (target.block_reason !== null)
    await deps.targets.unblock(caller.tenant, target.id, ['credentials_rejected', 'unavailable']);
}
