import * as z from 'zod';
import type { SaidNight } from '../../domain/availability/said-night.ts';
import type { NightRange } from '../../domain/calendar/nights.ts';
import {
  type CallOutcome,
  ChannelCallError,
  type ChannelSession,
  type Connection,
  type ExternalPage,
  type Found,
  type NightsBody,
  type Payload,
  type ReferenceData,
  type Search,
  type Vocabulary,
  type WriteOptions,
} from '../../domain/channel/channel.ts';
import { addDays } from '../../domain/common/day.ts';
import { PermanentError } from '../../domain/common/errors.ts';
import type { CallKind } from '../../domain/pacing/window.ts';
import type { AccountToken } from './account-token.ts';
import { externalIdProblem } from './external-id.ts';
import type { HostawayClient, ReadCall, WriteCall } from './hostaway-client.ts';
import { findMarked, listingPageSchema, listPage } from './lists/listing-pages.ts';
import { shownCalendarSchema, shownNights } from './mapping/shown-nights.ts';
import { fetchVocabulary, type ReadWords } from './reference-data.ts';
import { reservationSource } from './reservations/reservation-calls.ts';

export interface SessionParts {
  readonly client: HostawayClient;
  readonly token: AccountToken;
  readonly connection: Connection;
}

interface Reading<T> extends Pick<ReadCall<T>, 'schema' | 'max_body_bytes' | 'method' | 'body'> {
  readonly kind?: CallKind | undefined;
  readonly deadline?: number | undefined;
}

/** Enough for one listing and for each vocabulary. */
const little = { max_body_bytes: 2 ** 20 };

/** One Hostaway account, connected. See `ChannelSession` for what each method promises. */
export class HostawaySession implements ChannelSession {
  readonly #client: HostawayClient;
  readonly #token: AccountToken;
  readonly #connection: Connection;

  constructor({ client, token, connection }: SessionParts) {
    this.#client = client;
    this.#token = token;
    this.#connection = connection;
  }

  readonly bookings = reservationSource(({ path, body, ...call }) => {
    const { password } = z.object({ password: z.string() }).safeParse(body).data ?? {};
    if (password !== undefined) this.#client.conceal(password);
    return this.#read(path, { body, ...call });
  });

  async authenticate(): Promise<void> {
    await this.#token.obtain();
  }

  async renewCredentials(): Promise<boolean> {
    return this.#token.renew();
  }

  async check(kind?: CallKind): Promise<void> {
    await this.#read('/listings?limit=1', { schema: z.unknown(), kind, ...little });
  }

  async fetchVocabulary(name: Vocabulary): Promise<ReferenceData[Vocabulary]> {
    const read: ReadWords = (path, schema) => this.#read(path, { schema, ...little });

    return fetchVocabulary(name, read, () => this.check());
  }

  async create(payload: Payload, options: WriteOptions): Promise<CallOutcome> {
    return this.#write({ intent: 'create', method: 'POST', path: '/listings', payload, options });
  }

  async update(id: string, payload: Payload, options: WriteOptions): Promise<CallOutcome> {
    return this.#writeTo(id, { intent: 'update', method: 'PUT', payload, options });
  }

  async updateNights(id: string, body: NightsBody, options: WriteOptions): Promise<CallOutcome> {
    return this.#writeTo(
      id,
      { intent: 'update', method: 'PUT', body, options },
      '/calendarIntervals',
    );
  }

  async readNights(
    id: string,
    { from, to, currency }: NightRange & { readonly currency: string | null },
    paced: Pick<Search, 'kind' | 'deadline'>,
  ): Promise<ReadonlyMap<string, SaidNight>> {
    const query = new URLSearchParams({ startDate: from, endDate: addDays(to, -1) });
    const path = `/listings/${encodeURIComponent(id)}/calendar?${query}`;
    const { result } = await this.#read(path, { schema: shownCalendarSchema, ...paced, ...little });

    return shownNights(result, currency);
  }

  async remove(id: string, options: WriteOptions): Promise<CallOutcome> {
    return this.#writeTo(id, { intent: 'remove', method: 'DELETE', options });
  }

  async find(search: Search): Promise<Found> {
    return findMarked((query) => this.#readListings(query, search), search);
  }

  async list(from: {
    readonly place: string | null;
    readonly limit: number;
  }): Promise<ExternalPage> {
    return listPage((query) => this.#readListings(query), from);
  }

  #readListings(
    query: URLSearchParams,
    { kind, deadline }: Pick<Search, 'kind' | 'deadline'> = {},
  ) {
    return this.#read(`/listings?${query}`, { schema: listingPageSchema, kind, deadline });
  }

  async #read<T>(path: string, { kind, deadline, ...wanted }: Reading<T>): Promise<T> {
    const token = await this.#token.obtain();
    await this.#connection.turn(kind, deadline);

    try {
      return await this.#client.read({ path, token, ...wanted });
    } catch (error) {
      if (error instanceof ChannelCallError) this.#note(error.outcome, token);
      throw error;
    }
  }

  /** An id that was stored before ids were looked at may be anything, e.g. `..`, which would leave the path. */
  async #writeTo(
    id: string,
    call: Omit<WriteCall, 'token' | 'path'>,
    below = '',
  ): Promise<CallOutcome> {
    const problem = externalIdProblem(id);
    if (problem === null) return this.#write({ ...call, path: `/listings/${id}${below}` });

    return {
      kind: 'missing',
      http_status: null,
      response_excerpt: null,
      error_message: `Hostaway has no listing with the id ${JSON.stringify(id)}: it ${problem}`,
    };
  }

  async #write(call: Omit<WriteCall, 'token'>): Promise<CallOutcome> {
    const token = this.#token.current;
    // Obtaining one here could mean a second call that nobody reserved a turn for.
    if (token === undefined) throw new PermanentError('authenticate() must come before a write');

    const outcome = await this.#client.write({ ...call, token });
    this.#note(outcome, token);
    return outcome;
  }

  #note(outcome: CallOutcome, token: string): void {
    if (outcome.kind === 'unauthorized') this.#token.markRefused(token);
  }
}
