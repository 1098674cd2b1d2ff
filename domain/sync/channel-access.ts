import type { Channel, ChannelSession, ReferenceData } from '../channels/channel.ts';
import type { SecretStore } from '../channels/credentials.ts';
import { limitOf } from '../channels/limit-of.ts';
import { readTwice } from '../channels/read-twice.ts';
import type { ChannelType, StoredTarget } from '../channels/target.ts';
import { PermanentError } from '../errors.ts';
import type { Tenant } from '../tenant.ts';
import type { Clock } from '../time.ts';
import { CredentialsInUse } from './credentials-in-use.ts';
import { targetGate } from './decide-sync.ts';
import { Lead } from './lead.ts';
import { makeTurn, NoTurnError, type RateWindows, type Sleep } from './turn.ts';
import type { CallKind } from './window.ts';

/** The channel's vocabulary, kept between cold starts and shared by the targets of one account. */
export interface ReferenceCache {
  get(windowKey: string): Promise<ReferenceData | undefined>;
  put(windowKey: string, reference: ReferenceData): Promise<void>;
}

export interface ChannelAccessPorts {
  readonly channelFor: (type: ChannelType) => Channel | undefined;
  readonly secretFor: (target: StoredTarget) => SecretStore;
  readonly references: ReferenceCache;
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
  reference?: ReferenceData;
  readonly credentials: CredentialsInUse;
}

const keptForMs = 15 * 60_000;
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
  async connect(target: StoredTarget): Promise<ConnectedTarget> {
    const entry = this.#entry(target);
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
    };
  }

  async #prepare(entry: Entry): Promise<ReferenceData> {
    await entry.session.authenticate();
    // Let in again after a refusal, as a rule because there are new credentials.
    if (entry.credentials.areSpent) await entry.credentials.renew(this.#ports.clock());
    entry.reference ??= await this.#reference(entry);

    return entry.reference;
  }

  #entry(target: StoredTarget): Entry {
    const { clock } = this.#ports;
    const known = this.#entries.get(target.id);
    const same =
      known?.target.base_url === target.base_url && known.target.window_key === target.window_key;
    if (known !== undefined && same && known.expires > clock()) {
      known.target = target;
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
    });
    const credentials = new CredentialsInUse(session, clock);
    const entry: Entry = { target, channel, session, credentials, expires: clock() + keptForMs };
    this.#entries.set(target.id, entry);

    return entry;
  }

  #turn({ target, channel }: Entry, kind?: CallKind, deadline?: number): Promise<void> {
    const { clock } = this.#ports;
    const turn = makeTurn({
      ...this.#ports,
      window_key: target.window_key,
      rate_limit_config: limitOf(target, channel),
      sharer: target,
      kind,
      patience_ms: deadline === undefined ? undefined : Math.max(0, deadline - clock()),
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
    const gate = targetGate(fresh, now);
    if (gate.kind === 'open') return;

    throw new NoTurnError(gate.kind === 'wait' ? Math.min(gate.until, now + lookAgainMs) : now);
  }

  async #reference(entry: Entry): Promise<ReferenceData> {
    const { references } = this.#ports;
    const key = entry.target.window_key;
    const cached = await references.get(key);
    if (cached !== undefined) return cached;

    const fetched = await entry.session.fetchReferenceData();
    await references.put(key, fetched);

    return fetched;
  }
}
