import { randomUUID } from 'node:crypto';
import type { NightsWork } from '../availability/plan-nights.ts';
import type {
  CallOutcome,
  Channel,
  ChannelSession,
  MappedPayload,
  NightsBody,
  Payload,
} from '../channel/channel.ts';
import { contentHash } from '../common/payload-hash.ts';
import { toTimestamp } from '../common/time.ts';
import { traceIdToUuid, traceparent } from '../common/trace.ts';
import type { MappingWarning, StoredListing } from '../listings/listing.ts';
import { type OpenAttempt, openRow } from '../listings/open-attempt.ts';
import type { Operation, OutboundAudit } from '../listings/outbound-audit.ts';
import type { SyncJob } from '../sync/sync-job.ts';
import type { CalledTarget } from '../targets/target.ts';
import { budget } from './backoff.ts';
import { type Seals, seals, withoutFields } from './held-fields.ts';

/** What the other parts of a listing come to, beside the one that an attempt is about: to be called for as well, or failed before. */
export type Rest =
  | { readonly kind: 'none' }
  | { readonly kind: 'due' }
  | { readonly kind: 'failed'; readonly message: string };

/** What is to be written to the channel for one listing. */
export interface Work {
  readonly job: SyncJob;
  readonly listing: StoredListing;
  readonly operation: Operation;
  readonly idempotency_key: string;
  /** Version of the unit whose content is sent; for a removal, the last one known. */
  readonly unit_version: number;
  readonly newest: boolean;
  /** Null for a removal, and for nights. */
  readonly mapped: MappedPayload | null;
  /** Absent when it is not about nights. `body`: as it goes over the wire. */
  readonly nights?: NightsWork & { readonly body: NightsBody };
  readonly rest: Rest;
  /** When (epoch ms; Infinity: never) there is something to be sent without anybody asking for it. */
  readonly look_at: number;
  readonly payload_hash: string;
  /** Fields of the payload that are not sent, since the channel has them as they are. */
  readonly left_out: readonly string[];
}

/** One call to be made, as its audit row and lease know it. */
export interface Attempt {
  /** What the listing carries of it while it is open. */
  readonly open: OpenAttempt;
  readonly audit: OutboundAudit;
  readonly operation: Operation;
  /** The listing as it was when the attempt was opened. */
  readonly opened: StoredListing;
  readonly replay_id: string | undefined;
  /** As in its work. */
  readonly nights: NightsWork | undefined;
  readonly rest: Rest;
  readonly look_at: number;
  /** The content sent is the unit's newest, not a pinned snapshot. */
  readonly newest: boolean;
  readonly payload_hash: string;
  /** Of the fields that are costly to send, as the payload has them. */
  readonly seals: Seals;
  readonly warnings: readonly MappingWarning[];
  /** Undefined for a removal, and for a channel that does not tell. */
  readonly unsent_fields: readonly string[] | undefined;
  /** Of its channel: for so long after its end it may still be applied, unless there is a clear answer. */
  readonly late_ms: number;
  /** What its start was reserved under, and where the call goes. Opening fails when the target has others by now. */
  readonly target: CalledTarget;
}

/** What is to be known of whom an attempt calls. */
interface Called {
  readonly target: CalledTarget;
  readonly channel: Pick<Channel, 'late_ms' | 'costly_fields' | 'excerpt'>;
}

/** An attempt and its audit row, open. `start`: when the call is to be made (epoch ms), reserved under the target's limit. */
export function newAttempt(work: Work, start: number, { target, channel }: Called): Attempt {
  const { listing, job, mapped, payload_hash, nights, rest, look_at } = work;
  const sent = nights?.body ?? sentPayload(work);
  const open: OpenAttempt = {
    id: randomUUID(),
    number: (listing.attempt_number ?? 0) + 1,
    unit_version: work.unit_version,
    operation: work.operation,
    resource: nights === undefined ? 'content' : 'calendar',
    started_at: toTimestamp(start),
    request_payload_hash: work.left_out.length === 0 ? payload_hash : contentHash(sent),
    idempotency_key: work.idempotency_key,
    retry_attempt: budget(listing, work.idempotency_key).attempts,
    trace_id: traceIdToUuid(job.trace_id),
    created_by: listing.requested_by ?? listing.resync_by ?? null,
  };

  return {
    open,
    audit: {
      ...openRow(listing, open),
      request_excerpt: work.operation === 'delete' ? '' : channel.excerpt(sent),
    },
    operation: work.operation,
    opened: listing,
    replay_id: listing.replay_id,
    ...{ nights, rest, look_at },
    newest: work.newest,
    payload_hash,
    seals: seals(mapped?.payload ?? {}, payload_hash, channel.costly_fields),
    warnings: mapped?.warnings ?? [],
    unsent_fields: mapped?.unsent_fields,
    late_ms: channel.late_ms,
    target: {
      rate_limit_config: target.rate_limit_config,
      base_url: target.base_url,
      window_key: target.window_key,
    },
  };
}

/** The one HTTP call of an attempt. */
export function callChannel(session: ChannelSession, work: Work): Promise<CallOutcome> {
  const options = {
    idempotency_key: work.idempotency_key,
    traceparent: traceparent(work.job.trace_id),
  };
  const payload = sentPayload(work);
  const external = work.listing.external_listing_id ?? '';

  switch (work.operation) {
    case 'create':
      return session.create(payload, options);
    case 'update':
      return work.nights === undefined
        ? session.update(external, payload, options)
        : session.updateNights(external, work.nights.body, options);
    case 'delete':
      return session.remove(external, options);
  }
}

/** What goes over the wire. */
function sentPayload({ mapped, left_out }: Work): Payload {
  return withoutFields(mapped?.payload ?? {}, left_out);
}
