import {
  type Channel,
  ChannelCallError,
  type ChannelSession,
  type FailedCall,
} from '../channel/channel.ts';
import { type ReadLog, recordReads } from '../channel/read-log.ts';
import { readTwice } from '../channel/read-twice.ts';
import { DeadlineError } from '../common/errors.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import type { SecretStore } from '../credentials/credentials.ts';
import { redact } from '../credentials/redact-secret.ts';
import { silentUntil, windowMs } from '../pacing/silence.ts';
import { makeTurn, NoTurnError, type RateWindows, type Sleep } from '../pacing/turn.ts';
import { silenceAccount } from './silence-account.ts';
import type { RateLimitConfig } from './target.ts';
import type { TargetDeps } from './target-deps.ts';
import type { TargetIdentity } from './target-resources.ts';

export interface TryPorts {
  readonly windows: RateWindows;
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** What `work` comes to, unless that takes longer than `ms`. @throws DeadlineError */
  within<T>(work: Promise<T>, ms: number): Promise<T>;
  readonly reads: ReadLog;
}

/** One account at a channel, as it is or as it is about to be. */
export interface Account {
  readonly channel: Channel;
  readonly base_url: string;
  readonly window_key: string;
  readonly rate_limit_config: RateLimitConfig;
  readonly secret: SecretStore;
  /** The target that is known to be of this account; absent for credentials on trial. */
  readonly target: TargetIdentity | undefined;
}

/**
 * How an account answers. `calls`: when they were made (epoch ms). `rate_limited`: the channel said so; `busy`: no call was made, since our own calls fill the account's
 * window. `retry_at` (epoch ms): when it may be called again.
 */
export type Answer =
  | { readonly kind: 'works'; readonly latency_ms: number; readonly calls: readonly number[] }
  | { readonly kind: 'rejected'; readonly message: string }
  | { readonly kind: 'unreachable'; readonly message: string }
  | {
      readonly kind: 'rate_limited' | 'busy';
      readonly message: string;
      readonly retry_at: number;
    };

/** The whole stays well below the 30 s after which API Gateway gives up. */
const turnPatienceMs = 8_000;
const answerPatienceMs = 20_000;

/**
 * Makes the cheapest real call to an account, in its turn. Refused credentials are read afresh and tried once more, since
 * they may have been rotated. Channel trouble is an answer; only bugs and our own outages throw.
 */
export async function tryConnection(account: Account, deps: TargetDeps): Promise<Answer> {
  const { turn, waited, calls } = timedTurn(account, deps);
  const { channel, base_url, secret, target } = account;
  const from = { channel_type: channel.channel_type, target };
  const started = deps.clock();

  try {
    await recordReads(from, deps.reads, (answered) => {
      const session = channel.connect({ base_url, secret, turn, answered });
      return deps.within(check(session), answerPatienceMs);
    });
    return { kind: 'works', latency_ms: Math.max(0, deps.clock() - started - waited()), calls };
  } catch (error) {
    return explain(error, account, deps);
  }
}

/** A turn that knows how long it has kept its caller waiting, which is not the channel's latency. */
function timedTurn({ window_key, rate_limit_config, target }: Account, ports: TryPorts) {
  const wait = makeTurn({
    ...ports,
    window_key,
    rate_limit_config,
    sharer: target,
    patience_ms: turnPatienceMs,
  });
  const calls: number[] = [];
  let total = 0;
  const turn = async () => {
    const asked = ports.clock();
    await wait();
    calls.push(ports.clock());
    total += ports.clock() - asked;
  };

  return { turn, waited: () => total, calls };
}

function check(session: ChannelSession): Promise<void> {
  return readTwice(
    () => session.check(),
    () => session.renewCredentials(),
  );
}

async function explain(error: unknown, account: Account, deps: TargetDeps): Promise<Answer> {
  if (error instanceof DeadlineError)
    return {
      kind: 'unreachable',
      message: `The channel did not answer within ${answerPatienceMs / 1000} s.`,
    };
  if (error instanceof NoTurnError) return notBefore('busy', error.next);
  if (!(error instanceof ChannelCallError)) throw error;

  const { outcome } = error;
  if (outcome.kind === 'rate_limited') {
    const moment = { now: deps.clock(), window_ms: windowMs(account.rate_limit_config) };
    const retryAt = silentUntil(outcome.retry_at, moment);
    await silenceAccount(account.window_key, retryAt, { asking: account.target, deps });
    return notBefore('rate_limited', retryAt);
  }
  const message = redact(describe(outcome), await account.secret.read());

  return { kind: outcome.kind === 'unauthorized' ? 'rejected' : 'unreachable', message };
}

/** The answer of an account that is not to be called before a moment (epoch ms). */
export function notBefore(kind: 'rate_limited' | 'busy', retryAt: number): Answer {
  const message = `The channel account takes no more calls before ${toTimestamp(retryAt)}.`;

  return { kind, message, retry_at: retryAt };
}

function describe(outcome: FailedCall): string {
  const said = outcome.error_message ?? 'The channel gave no reason.';

  return outcome.http_status === null ? said : `HTTP ${outcome.http_status}: ${said}`;
}
