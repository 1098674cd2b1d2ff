import type { Night } from '../../domain/calendar/night.ts';
import { lacksWords, type ReadAnswer, type ReferenceData } from '../../domain/channel/channel.ts';
import type { ReadFrom } from '../../domain/channel/read-log.ts';
import type { DomainEvent } from '../../domain/common/domain-event.ts';
import { toTimestamp } from '../../domain/common/time.ts';
import type { StoredListing } from '../../domain/listings/listing.ts';
import { Breakers } from '../../domain/pacing/breaker.ts';
import { Lead } from '../../domain/pacing/lead.ts';
import type { RateWindows } from '../../domain/pacing/turn.ts';
import {
  type CallKind,
  type Ended,
  emptyLog,
  reserve,
  type WindowLog,
  windowPolicy,
  withEnds,
} from '../../domain/pacing/window.ts';
import type { Unit } from '../../domain/supply/unit.ts';
import { ChannelAccess } from '../../domain/sync/channel-access.ts';
import type {
  CallFacts,
  JobEnding,
  SyncDeps,
  SyncResult,
  TargetsOfSync,
} from '../../domain/sync/sync-deps.ts';
import type { SyncJob } from '../../domain/sync/sync-job.ts';
import { syncPass } from '../../domain/sync/sync-pass.ts';
import { aSnapshot } from '../builders/snapshot.ts';
import { aListing } from '../builders/stored-listing.ts';
import { aTarget } from '../builders/target.ts';
import { aUnit } from '../builders/unit.ts';
import { FakeChannel } from './fake-channel.ts';
import { FakeSyncStore } from './fake-sync-store.ts';
import { FakeWatch } from './fake-watch.ts';

/** One target, one channel and the worker's ports in memory, with a clock that moves only when somebody waits. */
export class SyncWorld {
  now = Date.parse('2026-06-01T00:00:00.000Z');
  readonly store = new FakeSyncStore(aTarget());
  readonly channel = new FakeChannel();
  /** The nights of every unit, by date. */
  readonly calendar = new Map<string, Night>();
  readonly events: DomainEvent[] = [];
  readonly watch = new FakeWatch();
  readonly endings: JobEnding[] = [];
  /** Of these, the ones of which no attempt's row tells. */
  readonly unrecorded: JobEnding[] = [];
  /** Calls as they were reported. */
  readonly called: CallFacts[] = [];
  /** What was reported for developers. */
  readonly troubles: Readonly<Record<string, unknown>>[] = [];
  /** What `random` answers, for backoff. */
  random = 0.5;
  /** How often workers have begun on a message without an end, by its id. */
  readonly begun = new Map<string, number>();
  /** Targets that break whoever reads them. */
  readonly brokenTargets = new Set<string>();
  /** Called when a target is read afresh, before it is. */
  beforeFreshRead: () => void = () => undefined;
  /** From this reservation on (1: the first), the store of the windows fails. */
  failReserving = Number.POSITIVE_INFINITY;
  #reservations = 0;
  /** Whoever wants to silence a target or an account is told that it cannot be done now. */
  breaksBlocking = false;
  /** The vocabularies that are kept between passes and workers. */
  references: Partial<ReferenceData> = {};
  #referencesUntil = Number.POSITIVE_INFINITY;
  /** How calls ended that are no writes, a record each. */
  readonly reads: { from: ReadFrom; answers: readonly ReadAnswer[] }[] = [];
  #log: WindowLog = emptyLog;
  readonly #ends: Ended[] = [];
  #deps: SyncDeps;

  constructor() {
    this.channel.clock = () => this.now;
    this.channel.wait = (ms) => {
      this.now += ms;
    };
    const time = {
      clock: () => this.now,
      sleep: async (ms: number) => {
        this.now += ms;
      },
    };
    const windows = this.#windows();
    const targets: TargetsOfSync = {
      get: async (_tenant, id, { fresh = false } = {}) => {
        if (this.brokenTargets.has(id)) throw new Error(`target ${id} cannot be read`);
        if (fresh) this.beforeFreshRead();
        return this.store.target;
      },
      block: async (_tenant, _id, { until, reason, seen_revision }) => {
        if (this.store.target.revision > (seen_revision ?? Number.POSITIVE_INFINITY))
          return 'unchanged';
        this.store.target = {
          ...this.store.target,
          blocked_until: toTimestamp(until),
          block_reason: reason,
        };
        return 'blocked';
      },
      unblock: async () => {
        this.store.target = { ...this.store.target, blocked_until: null, block_reason: null };
      },
    };
    this.#deps = {
      ...time,
      windows,
      store: this.store,
      nights: {
        nights: async (listing) => ({
          months: [{ month: 'all', version: 1, nights: this.calendar }],
          said: [...this.store.saidTo(listing).values()],
        }),
      },
      deliveries: {
        begin: async (id) => {
          this.begun.set(id, (this.begun.get(id) ?? 0) + 1);
          return this.begun.get(id) ?? 0;
        },
        takeBack: async (id) => void this.begun.set(id, (this.begun.get(id) ?? 0) - 1),
        end: async (id) => void this.begun.delete(id),
      },
      random: () => this.random,
      announces_synced: true,
      targets,
      access: new ChannelAccess({
        ...time,
        windows,
        targets,
        channelFor: () => this.channel,
        secretFor: () => ({
          read: async () => ({ credentials: { api_token: 'secret' } }),
          write: async () => undefined,
        }),
        reads: {
          record: async (from, answers) => void this.reads.push({ from, answers }),
        },
        references: {
          get: async () => (this.now < this.#referencesUntil ? this.references : {}),
          put: async (_key, reference) => {
            this.references = reference;
            this.#referencesUntil = this.now + (lacksWords(reference) ? 15 * 60_000 : 86_400_000);
          },
        },
      }),
      breakers: new Breakers(() => this.now),
      lead: new Lead(),
      watch: this.watch,
      totals: { add: async (_target, endings) => void this.unrecorded.push(...endings) },
      events: { publish: async (events) => void this.events.push(...events) },
      report: {
        called: (_target, _attempt, facts) => void this.called.push(facts),
        finished: (_target, ending) => void this.endings.push(ending),
        trouble: (event, facts) => void this.troubles.push({ event, ...facts }),
        traced: (_name, _job, work) => work(),
      },
    };
  }

  /** Links a unit: a listing that waits for its first sync. */
  link(over: Partial<StoredListing> = {}): StoredListing {
    const listing = aListing({ created_at: toTimestamp(this.now), ...over });
    this.store.listings.set(listing.id, listing);
    this.changeUnit('Villa Azzurra', 1);
    return listing;
  }

  /** The unit gets a new version, and its listing is marked as the dispatcher does. */
  changeUnit(name: string, version: number, over: Partial<Unit> = {}): void {
    const unit = aUnit({ name, version, ...over });
    this.store.units.set(unit.id, unit);
    this.store.snapshots.set(`${unit.id}#${version}`, aSnapshot(unit));
    this.mark({ sync_status: 'pending' });
  }

  /** Writes to the listing as an operator or the dispatcher would. */
  mark(changes: Partial<StoredListing>): void {
    const listing = this.listing();
    this.store.listings.set(listing.id, { ...listing, ...changes, revision: listing.revision + 1 });
  }

  listing(): StoredListing {
    const [listing] = this.store.listings.values();
    if (listing === undefined) throw new Error('nothing is linked');
    return listing;
  }

  /** Others have just reserved so many starts in the target's window. */
  reserved(count: number, kind: CallKind): void {
    const policy = windowPolicy(this.channel.default_rate_limit);
    const { now } = this;
    const { log } = reserve(this.#log, { policy, count, kind, now, until: now + 60_000 });
    this.#log = log;
  }

  /** One delivery of the listing's job. */
  async pass(receive_count = 1): Promise<SyncResult | undefined> {
    const [result] = await this.deliver([this.listing()], receive_count);
    return result;
  }

  /** One batch with a job for each listing: messages `m-1`, `m-2`... */
  deliver(listings: readonly StoredListing[], receive_count = 1): Promise<SyncResult[]> {
    const messages = listings.map((listing, index) => ({
      id: `m-${index + 1}`,
      job: jobOf(listing),
      receive_count,
    }));
    return syncPass(messages, this.#deps);
  }

  /** Delivers until nothing is to be done, waiting as the queue and the sweeper would; a worker that dies leaves its message to come again. */
  async settle(deliveries = 60): Promise<void> {
    let receives = 0;
    for (let i = 0; i < deliveries; i += 1) {
      receives += 1;
      const result = await this.pass(receives).catch(() => undefined);
      if (result?.done === true) receives = 0;
      const { sync_status, due_at } = this.listing();
      const isLater = due_at === undefined || Date.parse(due_at) > this.now + 12 * 3_600_000;
      if (result?.done === true && sync_status !== 'pending' && isLater) return;
      this.now += result === undefined || result.done ? 60_000 : result.retry_in_ms;
    }
  }

  /** The stage tells other domains of failures only. */
  keepSuccessQuiet(): void {
    this.#deps = { ...this.#deps, announces_synced: false };
  }

  /** Passes as the queue hands the message out again, until its job is done. */
  async passUntilDone(): Promise<void> {
    for (let receives = 1; receives < 9; receives += 1) {
      const result = await this.pass(receives);
      if (result === undefined || result.done) return;
      this.now += result.retry_in_ms;
    }
  }

  /** The channel wants no call on the account before then (epoch ms). */
  silenceWindow(until: number): void {
    this.#log = { ...this.#log, blocked_until: until };
  }

  #windows(): RateWindows {
    return {
      reserve: async (request) => {
        this.#reservations += 1;
        if (this.#reservations >= this.failReserving) throw new Error('throttled');
        const until = this.now + request.patience_ms;
        const { log, ...result } = reserve(withEnds(this.#log, this.#ends.splice(0)), {
          ...request,
          now: this.now,
          from: this.now + (request.lead_ms ?? 0),
          until,
        });
        this.#log = log;
        return result;
      },
      ended: (_key, end) => void this.#ends.push(end),
      record: async () => undefined,
      block: async (_key, until) => {
        if (this.breaksBlocking) throw new Error('throttled');
        this.#log = { ...this.#log, blocked_until: Math.max(this.#log.blocked_until, until) };

        return this.#log.sharers.map(({ target }) => target);
      },
    };
  }
}

function jobOf({ id, org_id, account_id, target_id, unit_id }: StoredListing): SyncJob {
  const trace_id = '0123456789abcdef0123456789abcdef';
  return { org_id, account_id, target_id, unit_id, listing_id: id, trace_id, reason: 'unit' };
}
