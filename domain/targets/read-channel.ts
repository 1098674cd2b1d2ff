import { ChannelCallError, type ChannelSession, type Connection } from '../channel/channel.ts';
import { recordReads } from '../channel/read-log.ts';
import { readTwice } from '../channel/read-twice.ts';
import { ConflictError, DeadlineError, UnavailableError } from '../common/errors.ts';
import { limitOf } from '../pacing/limit-of.ts';
import { silentUntil, windowMs } from '../pacing/silence.ts';
import { targetGate } from '../pacing/target-gate.ts';
import { makeTurn, NoTurnError } from '../pacing/turn.ts';
import type { CallKind } from '../pacing/window.ts';
import { requireChannel } from './require-account.ts';
import { silenceAccount } from './silence-account.ts';
import type { StoredTarget } from './target.ts';
import type { TargetDeps } from './target-deps.ts';

/** The whole stays well below the 30 s after which API Gateway gives up. */
const turnPatienceMs = 8_000;
const answerPatienceMs = 20_000;

export interface ReadChannelDeps extends TargetDeps {
  /** In whose share of the window the calls count. @default replay */
  readonly kind?: CallKind;
  /** How long (ms) a call waits for its turn. @default as long as a person does */
  readonly patience_ms?: number;
}

/**
 * Reads from a target's channel while a person waits: in its turn, and no longer than a person does. Refused credentials
 * are read afresh and tried once more, since they may have been rotated.
 * @throws ConflictError `credentials-rejected`; UnavailableError `channel-busy`, `channel-unreachable`
 */
export async function readChannel<T>(
  target: StoredTarget,
  read: (session: ChannelSession) => Promise<T>,
  deps: ReadChannelDeps,
): Promise<T> {
  refuseBlocked(target, deps.clock());
  const from = { channel_type: target.channel_type, target };
  try {
    return await recordReads(from, deps.reads, (answered) => {
      const session = connect(target, { deps, answered });
      const twice = readTwice(
        () => read(session),
        () => session.renewCredentials(),
      );
      return deps.within(twice, answerPatienceMs);
    });
  } catch (error) {
    throw await explain(error, target, deps);
  }
}

function refuseBlocked(target: StoredTarget, now: number): void {
  const gate = targetGate(target, { now, purpose: 'read' });
  if (gate.kind !== 'wait') return;
  if (gate.why === 'credentials_rejected') throw credentialsRejected();
  if (gate.why === 'rate_limited') throw busy(gate.until - now);
  throw unreachable({ retry_after_ms: gate.until - now });
}

function connect(
  target: StoredTarget,
  { deps, answered }: { readonly deps: ReadChannelDeps } & Pick<Connection, 'answered'>,
): ChannelSession {
  const { window_key, base_url } = target;
  const channel = requireChannel(target.channel_type, deps);

  return channel.connect({
    base_url,
    secret: deps.vault.open(target),
    answered,
    turn: makeTurn({
      ...deps,
      window_key,
      rate_limit_config: limitOf(target, channel),
      sharer: target,
      // Unless it is said, of the kind that leaves the last quarter of the window to updates.
      kind: deps.kind ?? 'replay',
      patience_ms: deps.patience_ms ?? turnPatienceMs,
    }),
  });
}

/** What the caller is told; bugs and our own outages stay what they are. */
async function explain(error: unknown, target: StoredTarget, deps: TargetDeps): Promise<unknown> {
  const { clock } = deps;
  if (error instanceof NoTurnError) return busy(error.next - clock(), error);
  if (error instanceof DeadlineError) return unreachable({ cause: error });
  if (!(error instanceof ChannelCallError)) return error;

  const { outcome } = error;
  if (outcome.kind === 'unauthorized') return credentialsRejected(error);
  if (outcome.kind !== 'rate_limited') return unreachable({ cause: error });

  const moment = { now: clock(), window_ms: windowMs(target.rate_limit_config) };
  const until = silentUntil(outcome.retry_at, moment);
  await silenceAccount(target.window_key, until, { asking: undefined, deps });

  return busy(until - clock(), error);
}

function credentialsRejected(cause?: unknown): ConflictError {
  const message = 'The channel refuses the credentials of this target. Rotate them first.';

  return new ConflictError('credentials-rejected', message, { cause });
}

function busy(retry_after_ms: number, cause?: unknown): UnavailableError {
  const message =
    'The channel account takes no more calls for a moment: its rate limit is used up.';

  return new UnavailableError('channel-busy', message, { retry_after_ms, cause });
}

function unreachable(options: ConstructorParameters<typeof UnavailableError>[2]): UnavailableError {
  const message = 'The channel does not answer as it should. Try again later.';

  return new UnavailableError('channel-unreachable', message, options);
}
