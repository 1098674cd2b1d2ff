import type { Channel, ChannelSession, ReadAnswer, ReferenceData } from '../channel/channel.ts';
import type { ReadLog } from '../channel/read-log.ts';
import { readTwice } from '../channel/read-twice.ts';
import { completeReference, type ReferenceCache } from '../channel/reference.ts';
import { PermanentError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import type { SecretStore } from '../credentials/credentials.ts';
import { CredentialsInUse } from '../credentials/credentials-in-use.ts';
import { Lead } from '../pacing/lead.ts';
import { limitOf } from '../pacing/limit-of.ts';
import { windowMs } from '../pacing/silence.ts';
import { targetGate } from '../pacing/target-gate.ts';
import {
  longestWaitMs,
  makeTurn,
  NoTurnError,
  type RateWindows,
  type Sleep,
} from '../pacing/turn.ts';
import type { CallKind } from '../pacing/window.ts';
import type { ChannelType, StoredTarget } from '../targets/target.ts';

export interface ChannelAccessPorts {
  readonly channelFor: (type: ChannelType) => Channel | undefined;
  readonly secretFor: (target: StoredTarget) => SecretStore;
  readonly references: ReferenceCache;
  readonly reads: ReadLog;
  readonly windows: RateWindows;
  readonly targets: {
    get(
      tenant: Tenant,
      targetId: string,
      options: { readonly fresh: true },
    ): Promise<StoredTarget | undefined>;
  };
  readonly clock: Clock;
  readonly sleep: Sleep;
}

/** A target ready to be called. */
export interface ConnectedTarget {
  readonly channel: Channel;
  readonly session: ChannelSession;
  readonly reference: ReferenceData;
  /** The next of the session's own calls take these starts (epoch ms), which are reserved already. */
  grant(starts: readonly number[]): void;
  /** What its calls find out together about the credentials they are made with. */
  readonly credentials: Pick<CredentialsInUse, 'judge' | 'renew'>;
}

/** A target of a channel that has no adapter; such targets cannot be created. */
export class UnknownChannelError extends PermanentError {
  override name = 'UnknownChannelError';
}

interface Entry {
  target: StoredTarget;
  readonly channel: Channel;
  readonly session: ChannelSession;
  readonly expires: number;
  reference?: Partial<ReferenceData>;
  /** None of the session's own calls starts later (epoch ms): that of the pass under way. */
  deadline: number;
  /** Starts (epoch ms) that were reserved for them beforehand. */
  readonly granted: number[];
  /** To its own calls, as far as they are not recorded yet. */
  readonly answers: ReadAnswer[];
  readonly credentials: CredentialsInUse;
}

const keptForMs = 15 * 60_000;
/** Three vocabularies and the first writes, under a limit that leaves one call a window. */
const windowsToUseIt = 8;
/** A call that found its target paused says so after this (ms) at the latest: its job then learns for how long. */
const lookAgainMs = 5_000;
/** Sessions of the targets this worker serves, so that a warm worker neither reads secrets nor fetches vocabularies again. */
export class ChannelAccess {
  readonly #entries = new Map<string, Entry>();
  readonly #lead = new Lead();
  readonly #ports: ChannelAccessPorts;

  constructor(ports: ChannelAccessPorts) {
    this.#ports = ports;
  }

  /** @throws ChannelCallError when the channel does not answer; NoTurnError when its window is full; UnknownChannelError */
  async connect(target: StoredTarget, deadline: number): Promise<ConnectedTarget> {
    const entry = this.#entry(target, deadline);
    const calledAt = this.#ports.clock();
    const reference = await readTwice(
      () => this.#prepare(entry),
      () => entry.credentials.renew(calledAt),
    );

    return {
      channel: entry.channel,
      session: entry.session,
      reference,
      credentials: entry.credentials,
      grant: (starts) => void entry.granted.push(...starts),
    };
  }

  /** Records how the session's own calls have ended, all at once, since most passes make none. */
  async recordReads(targetId: string): Promise<void> {
    const { target, answers } = this.#entries.get(targetId) ?? {};
    if (target === undefined || answers === undefined || answers.length === 0) return;
    await this.#ports.reads.record({ ...target, target }, answers.splice(0));
  }

  async #prepare(entry: Entry): Promise<ReferenceData> {
    await entry.session.authenticate();
    // Let in again after a refusal, as a rule because there are new credentials.
    if (entry.credentials.areSpent) await entry.credentials.renew(this.#ports.clock());

    const { window_key } = entry.target;
    const least_ms = windowsToUseIt * windowMs(limitOf(entry.target, entry.channel));

    return completeReference(entry, this.#ports.references, { window_key, least_ms });
  }

  #entry(target: StoredTarget, deadline: number): Entry {
    const { clock } = this.#ports;
    const known = this.#entries.get(target.id);
    const same =
      known?.target.base_url === target.base_url && known.target.window_key === target.window_key;
    if (known !== undefined && same && known.expires > clock()) {
      known.target = target;
      known.deadline = deadline;
      return known;
    }

    const channel = this.#ports.channelFor(target.channel_type);
    if (channel === undefined)
      throw new UnknownChannelError(`no adapter for ${target.channel_type}`);
    const session = channel.connect({
      base_url: target.base_url,
      secret: this.#ports.secretFor(target),
      // Through the entry, so that a change of the rate limit takes effect with the next turn.
      turn: (kind, deadline) => this.#turn(entry, kind, deadline),
      answered: (answer) => void entry.answers.push(answer),
    });
    const credentials = new CredentialsInUse(session, clock);
    const entry: Entry = {
      target,
      deadline,
      granted: [],
      answers: [],
      channel,
      session,
      credentials,
      expires: clock() + keptForMs,
    };
    this.#entries.set(target.id, entry);

    return entry;
  }

  #turn(entry: Entry, kind?: CallKind, deadline: number = entry.deadline): Promise<unknown> {
    const { target, channel, granted } = entry;
    const now = this.#ports.clock();
    const start = granted.shift();
    const turn = makeTurn({
      ...this.#ports,
      window_key: target.window_key,
      rate_limit_config: limitOf(target, channel),
      sharer: target,
      kind,
      // One that nobody has used in time is gone.
      granted: start !== undefined && start >= now ? start : undefined,
      patience_ms: Math.min(longestWaitMs, Math.max(0, deadline - now)),
      last_look: { lead: this.#lead, look: () => this.#requireOpen(target) },
    });

    return turn();
  }

  /**
   * A session's own calls have no audit row whose opening would look at the target, and several of them in a row, such as
   * those for the vocabulary, may wait for their turns while it is paused: each looks by itself.
   * @throws NoTurnError
   */
  async #requireOpen(target: StoredTarget): Promise<void> {
    const { targets, clock } = this.#ports;
    const fresh = await targets.get(target, target.id, { fresh: true });
    const now = clock();
    const gate = targetGate(fresh, { now });
    if (gate.kind === 'open') return;

    throw new NoTurnError(
      gate.kind === 'wait' ? Math.min(gate.until, now + lookAgainMs) : now,
      'the target may not be called just now',
    );
  }
}
