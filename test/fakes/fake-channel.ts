import * as z from 'zod';
import { type SaidNight, saidNightSchema } from '../../domain/availability/said-night.ts';
import { nightsOf } from '../../domain/calendar/nights.ts';
import type {
  CallOutcome,
  Channel,
  ChannelSession,
  Connection,
  ExternalListing,
  FailedCall,
  Found,
  MappedPayload,
  MapRequest,
  NightsBody,
  NightsToTell,
  Payload,
  ReferenceData,
} from '../../domain/channel/channel.ts';
import { ChannelCallError } from '../../domain/channel/channel.ts';
import type { MappingWarning } from '../../domain/listings/listing.ts';
import { anExternalListing } from '../builders/external-listing.ts';
import { FakeReservations } from './fake-reservations.ts';

const saidRangesSchema = z.array(saidNightSchema.extend({ from: z.iso.date(), to: z.iso.date() }));

/** What happens to the next write: applied, not or only later, and what the caller learns. */
export type Fate =
  | 'ok'
  | 'lost'
  | 'late'
  | 'down'
  | 'unsent'
  | 'refused'
  | 'limited'
  | 'forbidden'
  | 'missing';

/** A channel in memory without idempotency, as Hostaway is: every create makes a listing. */
export class FakeChannel implements Channel {
  readonly channel_type = 'hostaway';
  readonly default_base_url = 'https://channel.example';
  readonly default_rate_limit = { max_requests: 12, window_seconds: 10 };
  readonly timeout_ms = 30_000;
  readonly late_ms = 60_000;
  readonly costly_fields = ['pictures'];
  readonly most_ranges: number = 5;
  /** Its calendars: external listing -> date -> what is shown. */
  readonly shown = new Map<string, Map<string, SaidNight>>();
  /** How often its calendars were read, and whether they cannot be. */
  readBacks = 0;
  calendarFails = false;
  readonly remote = new Map<string, Payload>();
  readonly calls: { method: 'create' | 'update' | 'nights' | 'delete' | 'find'; at: number }[] = [];
  /** When the cheap read was made. */
  readonly checks: number[] = [];
  /** Fates of the writes to come; when it runs out all goes well. */
  fates: Fate[] = [];
  renewals: boolean[] = [];
  retryAt: number | null = null;
  /** Calls that the credentials are refused for, until others have been found. */
  readonly refused = new Set<'authenticate' | 'check' | 'fetchVocabulary'>();
  /** What its answers to writes do not have of what was sent. */
  notKept: MappingWarning[] = [];
  /** Why its list of listings proves nothing, if so. */
  unsure: string | undefined;
  /** The cheap read that health checks and probes make does not answer. */
  checkFails = false;
  /** Look-ups are answered with 429. */
  findLimited = false;
  /** Whether fetching a vocabulary takes a turn, as in truth, and which ones were fetched. */
  countsVocabularies = false;
  readonly vocabularies: string[] = [];
  /** Listings that a look-up is shown at once, the newest first; of the account's, `others` are not ours and the oldest. */
  pageSize = 100;
  others = 0;
  /** Its vocabulary, of which the amenities go into the payload. */
  reference: ReferenceData = {
    property_types: { villa: 1 },
    amenities: { wifi: 1 },
    bed_types: { single: 1 },
  };
  /** What guests have booked there. */
  readonly bookings = new FakeReservations();
  clock: () => number = () => 0;
  /** Lets time pass (ms) while a caller waits in vain for an answer to what is applied `lateBy` ms after it has given up. */
  wait: (ms: number) => void = () => undefined;
  lateBy = 34_000;
  #later: { readonly at: number; readonly apply: () => unknown }[] = [];

  async map({ unit, listing_id, reference }: MapRequest): Promise<MappedPayload> {
    if (unit.name === 'breaks the worker') throw new Error('a unit nobody thought of');
    const errors = unit.name === 'invalid' ? [{ path: 'name', message: 'not this one' }] : [];
    const payload = {
      name: unit.name,
      marker: listing_id,
      words: Object.keys(reference.amenities),
      pictures: unit.media_assets.map(({ url }) => url),
    };
    return { payload, warnings: [], errors };
  }

  nightsBody({ ranges }: NightsToTell): NightsBody {
    return ranges.map((range) => ({ ...range }));
  }

  excerpt(payload: Payload | NightsBody): string {
    return JSON.stringify(payload);
  }

  windowKey(): string {
    return 'account-1';
  }

  externalIdProblem(): null {
    return null;
  }

  namesAccount(): boolean {
    return true;
  }

  connect({ turn, answered }: Connection): ChannelSession {
    const read = async <T>(call: () => Promise<T>): Promise<T> => {
      try {
        const given = await call();
        answered?.({ kind: 'accepted', http_status: 200 });
        return given;
      } catch (error) {
        if (error instanceof ChannelCallError) answered?.(error.outcome);
        throw error;
      }
    };
    return {
      bookings: this.bookings,
      authenticate: async () => this.#admit('authenticate'),
      renewCredentials: async () => {
        const brought = this.renewals.shift() ?? false;
        if (brought) this.refused.clear();
        return brought;
      },
      check: async (kind) => {
        await turn(kind);
        this.checks.push(this.clock());
        return read(async () => {
          this.#admit('check');
          if (this.checkFails) throw new ChannelCallError(unclear);
        });
      },
      fetchVocabulary: async (name) => {
        if (this.countsVocabularies) await turn();
        this.vocabularies.push(name);
        return read(async () => {
          this.#admit('fetchVocabulary');
          return this.reference[name];
        });
      },
      create: async (payload) =>
        this.#write('create', () => {
          const id = `ext-${this.remote.size + 1}`;
          this.remote.set(id, payload);
          return id;
        }),
      update: async (id, payload) =>
        this.#write('update', () => {
          this.remote.set(id, { ...this.remote.get(id), ...payload });
          return id;
        }),
      updateNights: async (id, body) =>
        this.#write('nights', () => {
          const shown = this.shown.get(id) ?? new Map<string, SaidNight>();
          this.shown.set(id, shown);
          for (const { from, to, ...said } of saidRangesSchema.parse(body))
            for (const date of nightsOf({ from, to }))
              shown.set(date, { ...shown.get(date), ...said });
          return null;
        }),
      readNights: async (id, { from, to }, { kind, deadline }) => {
        await turn(kind, deadline);
        return read(async () => {
          if (this.calendarFails) throw new ChannelCallError(unclear);
          this.readBacks += 1;
          const shown = [...(this.shown.get(id) ?? [])];
          return new Map(shown.filter(([date]) => from <= date && date < to));
        });
      },
      remove: async (id) =>
        this.#write('delete', () => {
          this.remote.delete(id);
          return null;
        }),
      find: async ({ listing_id, cursor, kind }) => {
        await turn(kind);
        return read(async () => this.#find(listing_id, Number(cursor ?? 0)));
      },
      list: async () => ({
        items: [...this.remote].map(toExternal),
        next: null,
        incomplete: null,
      }),
    };
  }

  get writes(): string[] {
    return this.calls.filter(({ method }) => method !== 'find').map(({ method }) => method);
  }

  /** Carries out what was accepted long ago and whose time has come. */
  tick(): void {
    const due = this.#later.filter(({ at }) => at <= this.clock());
    this.#later = this.#later.filter((one) => !due.includes(one));
    for (const { apply } of due) apply();
  }

  #admit(call: 'authenticate' | 'check' | 'fetchVocabulary'): void {
    if (this.refused.has(call)) throw new ChannelCallError(this.#failure('forbidden'));
  }

  #find(listingId: string, offset: number): Found {
    this.tick();
    this.calls.push({ method: 'find', at: this.clock() });
    if (this.fates[0] === 'down' || this.findLimited) {
      this.fates.shift();
      throw new ChannelCallError(this.findLimited ? this.#failure('limited') : unclear);
    }
    const next = offset + this.pageSize;
    const shown = [...this.remote].reverse().slice(offset, next).map(toExternal);
    const listing = shown.find(({ listing_id }) => listing_id === listingId);
    if (listing !== undefined) return { kind: 'found', listing };

    if (this.unsure !== undefined) return { kind: 'unsure', why: this.unsure };

    return next >= this.remote.size + this.others
      ? { kind: 'absent' }
      : { kind: 'more', cursor: String(next) };
  }

  #write(
    method: 'create' | 'update' | 'nights' | 'delete',
    apply: () => string | null,
  ): CallOutcome {
    this.tick();
    this.calls.push({ method, at: this.clock() });
    const fate = this.fates.shift() ?? 'ok';
    if (fate === 'ok') return { ...accepted(apply()), not_kept: this.notKept };
    if (fate === 'lost') apply();
    if (fate === 'late') {
      this.wait(30_000);
      this.#later.push({ at: this.clock() + this.lateBy, apply });
    }
    return this.#failure(fate);
  }

  #failure(fate: Exclude<Fate, 'ok'>): FailedCall {
    const base = { response_excerpt: null, error_message: fate };
    switch (fate) {
      case 'lost':
      case 'late':
      case 'down':
        return unclear;
      case 'unsent':
        return { ...unclear, unsent: true };
      case 'refused':
        return { ...base, kind: 'refused', http_status: 400, validation: true };
      case 'limited':
        return { ...base, kind: 'rate_limited', http_status: 429, retry_at: this.retryAt };
      case 'missing':
        return { ...base, kind: 'missing', http_status: 404 };
      case 'forbidden':
        return { ...base, kind: 'unauthorized', http_status: 403 };
    }
  }
}

const unclear: Extract<FailedCall, { kind: 'unclear' }> = {
  kind: 'unclear',
  http_status: null,
  response_excerpt: null,
  error_message: 'connection dropped',
};

function accepted(id: string | null) {
  const facts = { http_status: 200, response_excerpt: '{}', error_message: null };
  return { kind: 'accepted', external_listing_id: id, ...facts } as const;
}

function toExternal([id, payload]: [string, Payload]): ExternalListing {
  return anExternalListing({
    external_listing_id: id,
    name: String(payload.name),
    listing_id: String(payload.marker),
  });
}
