import type { SaidNight, SaidRange } from '../availability/said-night.ts';
import type { NightRange } from '../calendar/nights.ts';
import type { FieldError } from '../common/errors.ts';
import type { Secret, SecretStore } from '../credentials/credentials.ts';
import type { MappingWarning } from '../listings/listing.ts';
import type { CallKind } from '../pacing/window.ts';
import type { Unit } from '../supply/unit.ts';
import type { ChannelType, FieldMappingProfile, RateLimitConfig } from '../targets/target.ts';
import type { ReservationSource } from './reservations.ts';

/** JSON object as it goes over the wire to a channel. */
export type Payload = Record<string, unknown>;

/** The vocabularies a channel has, each fetched by one call. */
export type Vocabulary = 'property_types' | 'amenities' | 'bed_types';

/** The channel's own vocabulary, fetched by name and cached: e.g. amenity name -> id. Names are lower case. */
export type ReferenceData = Readonly<Record<Vocabulary, Readonly<Record<string, number>>>>;

/** Whether a whole vocabulary is empty: the channel did not give it, for good or for the time being. */
export function lacksWords(reference: Partial<ReferenceData>): boolean {
  return Object.values(reference).some((words) => Object.keys(words).length === 0);
}

export interface MapRequest {
  readonly unit: Unit;
  /** Written into the payload as the marker by which `find` knows the listing again. */
  readonly listing_id: string;
  readonly profile: FieldMappingProfile;
  readonly reference: ReferenceData;
  /** As the last mapping for this listing gave them; undefined when the channel has nothing from us, or what it has is not known. */
  readonly unsent_fields?: readonly string[] | undefined;
}

/** What the channel is to hold: the payload, what the channel cannot take (`warnings`) and what makes it unsendable (`errors`). */
export interface MappedPayload {
  readonly payload: Payload;
  readonly warnings: readonly MappingWarning[];
  readonly errors: readonly FieldError[];
  /**
   * Fields that no payload for the listing has had, this one included: the channel has none of them from us. What it does have and a
   * payload no longer says has to be emptied, or is told as a warning, since an update leaves alone what it does not name.
   */
  readonly unsent_fields?: readonly string[];
}

/** How to reach one target's account. */
export interface Connection {
  readonly base_url: string;
  readonly secret: SecretStore;
  /** Waits for the next call's turn in the target's rate window. Every call the session makes by itself passes here first; `kind` says in whose
   * share of the window it counts (default: live), `deadline` when it must start (epoch ms). */
  readonly turn: (kind?: CallKind, deadline?: number) => Promise<unknown>;
  /** Told how each call ended that the session made by itself, every one but the writes. */
  readonly answered?: (answer: ReadAnswer) => void;
}

interface OutcomeBase {
  readonly http_status: number | null;
  readonly response_excerpt: string | null;
  readonly error_message: string | null;
}

/** What one HTTP call to a channel came to. Channel trouble is a value; only bugs throw. */
export type CallOutcome =
  | (OutcomeBase & {
      readonly kind: 'accepted';
      readonly external_listing_id: string | null;
      /** What was sent and the listing in the answer does not have; of the costly fields each by its name. */
      readonly not_kept?: readonly MappingWarning[];
    })
  /** 429, or another refusal or 5xx that names a time to come back. `retry_at` is epoch ms as the channel named it, null where it named none. */
  | (OutcomeBase & { readonly kind: 'rate_limited'; readonly retry_at: number | null })
  /** 401 or 403 in the channel's own words: of the credentials, or of what the call was about. */
  | (OutcomeBase & { readonly kind: 'unauthorized' })
  /** The listing written to does not exist at the channel any more: 404, 410, or a no in such words. */
  | (OutcomeBase & { readonly kind: 'missing' })
  /** Any other definite no; `validation` when the channel dislikes the content. */
  | (OutcomeBase & { readonly kind: 'refused'; readonly validation: boolean })
  /**
   * Timeout, dropped connection, 408, 425, 5xx, unreadable 2xx, a page in place of a 401, 403 or 404: may or may not have been applied,
   * or be applied yet. `unsent`: there was no connection, so that nothing can be.
   */
  | (OutcomeBase & { readonly kind: 'unclear'; readonly unsent?: true });

/** How a call ended that is no write; `accepted` if it gave what it was asked for. */
export type ReadAnswer = Pick<CallOutcome, 'kind' | 'http_status'>;

export type FailedCall = Exclude<CallOutcome, { kind: 'accepted' }>;

/** A read (look-up, reference data, check) that the channel did not answer as hoped. */
export class ChannelCallError extends Error {
  override name = 'ChannelCallError';
  readonly outcome: FailedCall;

  constructor(outcome: FailedCall, options?: ErrorOptions) {
    super(outcome.error_message ?? outcome.kind, options);
    this.outcome = outcome;
  }
}

export interface WriteOptions {
  readonly idempotency_key: string;
  /** W3C `traceparent` to send along. */
  readonly traceparent: string;
}

/** Ranges of nights as they go over the wire. */
export type NightsBody = readonly Payload[];

/** What is said of nights, in one call. */
export interface NightsToTell {
  readonly ranges: readonly SaidRange[];
  /** What prices are in (ISO 4217); null: none is among the values. */
  readonly currency: string | null;
}

/** A listing as the channel itself lists it. */
export interface ExternalListing {
  readonly external_listing_id: string;
  readonly name: string;
  /** What the account's own people call it, where the channel has such a name. */
  readonly internal_name: string | null;
  /** Where it is, as far as the channel's list tells, and its first picture: by which people know it. */
  readonly address: string | null;
  readonly city: string | null;
  readonly country_code: string | null;
  readonly picture_url: string | null;
  /** Put away at the channel: it is neither shown to guests nor, as a rule, open to changes. */
  readonly is_archived: boolean;
  /** The channel listing whose marker it carries, if any. */
  readonly listing_id: string | null;
}

/** Whom to look for at a channel, and from where on. */
export interface Search {
  readonly listing_id: string;
  /** What the step before has answered; the first begins without. May be a day old and another worker's. */
  readonly cursor?: string | undefined;
  /** In whose share of the window the call counts. @default live */
  readonly kind?: CallKind;
  /** The call must start by then (epoch ms). */
  readonly deadline?: number;
}

/**
 * How far a look-up has come. `absent` only when all there is was seen in a list that never contradicted itself; `unsure`: to its end,
 * and `why` (a sentence for operators) that proves nothing, so look again later and from the begin. `more`: how to go on, in the channel's
 * own words (2 bytes for each listing seen), so that a look-up may be spread over as many passes as the account's size and limit ask for.
 */
export type Found =
  | { readonly kind: 'found'; readonly listing: ExternalListing }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unsure'; readonly why: string }
  | { readonly kind: 'more'; readonly cursor: string };

/** Listings of an account, each once in all pages together as far as a place can remember them. */
export interface ExternalPage {
  readonly items: readonly ExternalListing[];
  /** Where the next page begins; null after the last. */
  readonly next: string | null;
  /** Why the pages so far may lack some, in a sentence for operators; null when they cannot. */
  readonly incomplete: string | null;
}

/** One target's account, connected. Writes make exactly one HTTP request and do not wait for a turn: the caller has opened its audit row and keeps its time. */
export interface ChannelSession {
  /** Makes sure there is a token to call with; mints one if needed (paced). @throws ChannelCallError */
  authenticate(): Promise<void>;
  /** After an `unauthorized`: reads the secret afresh, mints anew where possible. False when nothing changed. @throws ChannelCallError */
  renewCredentials(): Promise<boolean>;
  /** Cheapest authenticated read; resolves when the account answers (paced). @throws ChannelCallError */
  check(kind?: CallKind): Promise<void>;
  /** Fetches one vocabulary (paced, one call). One that the channel does not offer is empty. @throws ChannelCallError */
  fetchVocabulary(name: Vocabulary): Promise<ReferenceData[Vocabulary]>;
  create(payload: Payload, options: WriteOptions): Promise<CallOutcome>;
  update(externalListingId: string, payload: Payload, options: WriteOptions): Promise<CallOutcome>;
  remove(externalListingId: string, options: WriteOptions): Promise<CallOutcome>;
  /** Says of nights what the ranges say, and nothing of any other; what a range does not name stays as it is there. */
  updateNights(
    externalListingId: string,
    body: NightsBody,
    options: WriteOptions,
  ): Promise<CallOutcome>;
  /**
   * What the channel shows of nights, by date, one call (paced): a night that it does not show is absent, and so is a value. `closed` also of
   * those that reservations of its own have. @throws ChannelCallError
   */
  readNights(
    externalListingId: string,
    nights: NightRange & Pick<NightsToTell, 'currency'>,
    paced: Pick<Search, 'kind' | 'deadline'>,
  ): Promise<ReadonlyMap<string, SaidNight>>;
  /** One step of looking for the external listing that carries a channel listing's marker: one call (paced). @throws ChannelCallError */
  find(search: Search): Promise<Found>;
  /** So many of the account's listings, from a place that the page before has named (null: from the first); one call (paced). @throws ChannelCallError */
  list(from: { readonly place: string | null; readonly limit: number }): Promise<ExternalPage>;
  /** Absent where bookings do not come in from the channel. */
  readonly bookings?: ReservationSource;
}

/** A sales channel. One folder in `adapters/` implements it; the registry names it. */
export interface Channel {
  readonly channel_type: ChannelType;
  readonly default_base_url: string;
  readonly default_rate_limit: RateLimitConfig;
  /** No call takes longer than this (ms): then we stop to wait for its answer. */
  readonly timeout_ms: number;
  /** For so long (ms) after we have stopped to wait for the answer to a write, the channel may still apply it. */
  readonly late_ms: number;
  /** Fields whose every sending costs the channel much. It keeps what an update does not name, so that they are left out while it has them. */
  readonly costly_fields: readonly string[];
  /** So many ranges of nights fit into a call. */
  readonly most_ranges: number;
  /** An element for each range. */
  nightsBody(nights: NightsToTell): NightsBody;
  /** First 500 characters of what is sent without sensitive fields, for the audit. */
  excerpt(payload: Payload | NightsBody): string;
  /** Pure but asynchronous (expressions are). Same input, same output. */
  map(request: MapRequest): Promise<MappedPayload>;
  connect(connection: Connection): ChannelSession;
  /** Names the account behind credentials without telling them; two targets of one account get the same key. */
  windowKey(baseUrl: string, secret: Secret): string;
  /** Why a text cannot be the id of a listing there, in words for whoever wrote it; null when it can. */
  externalIdProblem(externalListingId: string): string | null;
  /** Whether `windowKey` follows from the account itself. If not, it stands for this very token, and another token of the account would get another key. */
  namesAccount(secret: Secret): boolean;
}
