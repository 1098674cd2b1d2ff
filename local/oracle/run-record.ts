import type { Listing } from '../../domain/listings/listing.ts';
import type { OutboundAudit } from '../../domain/listings/outbound-audit.ts';
import type { RecordedCall } from '../hostaway/call-log.ts';
import type { SimulatedListing } from '../hostaway/simulated-listing.ts';
import type { Window } from '../hostaway/simulator-options.ts';

export type JudgedListing = Pick<
  Listing,
  'id' | 'external_listing_id' | 'status' | 'sync_status' | 'last_payload_hash'
>;

export type JudgedAudit = Pick<
  OutboundAudit,
  | 'id'
  | 'listing_id'
  | 'http_method'
  | 'http_status'
  | 'outcome'
  | 'started_at'
  | 'completed_at'
  | 'request_payload_hash'
  | 'idempotency_key'
  | 'retry_attempt'
>;

/** What is known of a run when it has come to rest. */
export interface RunRecord {
  /** Every listing of the targets that were run, archived ones too. */
  readonly listings: readonly JudgedListing[];
  /** Every audit row of these listings. */
  readonly audits: readonly JudgedAudit[];
  /** Everything the channel received. */
  readonly calls: readonly RecordedCall[];
  /** Everything the channel holds. */
  readonly external: readonly SimulatedListing[];
  /** What no trailing window may exceed, for each account; not checked when absent. */
  readonly limit?: Window | undefined;
  /** Listing id -> the payload that the channel should hold. */
  readonly expected?: Readonly<Record<string, Readonly<Record<string, unknown>>>> | undefined;
  /** Calls could have failed to reach the channel: audit rows without a status need no call. Default true. */
  readonly unreachable_allowed?: boolean | undefined;
}

/**
 * `duplicate`: two external listings for one; `stray`: an external listing of none; `missing`: an active listing without
 * its external one; `unsettled`: an active listing that is neither done nor failed; `failed`: one that has given up;
 * `stale`: the channel holds something else; `open-audit`: an attempt without an end; `unaudited`: a call without its
 * row; `phantom`: a row without its call; `overlap`: two attempts at a time; `repeated-success`: one operation done twice;
 * `over-limit`: too many calls in a trailing window.
 */
export interface Violation {
  readonly kind:
    | 'duplicate'
    | 'stray'
    | 'missing'
    | 'unsettled'
    | 'failed'
    | 'stale'
    | 'open-audit'
    | 'unaudited'
    | 'phantom'
    | 'overlap'
    | 'repeated-success'
    | 'over-limit';
  readonly listing_id: string | null;
  readonly message: string;
}

/** The channel listing's id in a marker, whatever surrounds it: the last UUID. */
export function markedId(marker: string | null): string | null {
  const ids = (marker ?? '').match(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi);

  return ids?.at(-1)?.toLowerCase() ?? null;
}
