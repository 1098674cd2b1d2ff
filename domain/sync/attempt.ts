import { randomUUID } from 'node:crypto';
import type { CallOutcome, ChannelSession, MappedPayload } from '../channels/channel.ts';
import type { StoredListing } from '../channels/listing.ts';
import type { Operation } from '../channels/outbound-audit.ts';
import { toTimestamp } from '../time.ts';
import { budget } from './decide-sync.ts';
import type { Attempt } from './settle.ts';
import type { SyncJob } from './sync-job.ts';
import { traceIdToUuid, traceparent } from './trace.ts';

/** What is to be written to the channel for one listing. */
export interface Work {
  readonly job: SyncJob;
  readonly listing: StoredListing;
  readonly operation: Operation;
  readonly idempotency_key: string;
  /** Version of the unit whose content is sent; for a removal, the last one known. */
  readonly unit_version: number;
  readonly newest: boolean;
  /** Null for a removal. */
  readonly mapped: MappedPayload | null;
  readonly payload_hash: string;
}

const methods = { create: 'POST', update: 'PUT', delete: 'DELETE' } as const;

/** The attempt with its audit row as it is opened: everything but the outcome. `start`: when the call is to be made (epoch ms). */
export function newAttempt(work: Work, start: number): Attempt {
  const { listing, job } = work;
  const now = toTimestamp(start);

  return {
    audit: {
      id: randomUUID(),
      org_id: listing.org_id,
      account_id: listing.account_id,
      listing_id: listing.id,
      target_id: listing.target_id,
      unit_id: listing.unit_id,
      unit_version: work.unit_version,
      operation: work.operation,
      http_method: methods[work.operation],
      http_status: null,
      started_at: now,
      completed_at: null,
      duration_ms: null,
      request_payload_hash: work.payload_hash,
      request_excerpt: work.mapped?.excerpt ?? '',
      response_excerpt: null,
      idempotency_key: work.idempotency_key,
      retry_attempt: budget(listing, work.idempotency_key).attempts,
      error_message: null,
      trace_id: traceIdToUuid(job.trace_id),
      created_by: listing.requested_by ?? listing.resync_by ?? null,
      created_at: now,
      outcome: 'open',
    },
    operation: work.operation,
    opened: listing,
    lease_id: randomUUID(),
    replay_id: listing.replay_id,
    newest: work.newest,
    payload_hash: work.payload_hash,
    warnings: work.mapped?.warnings ?? [],
  };
}

/** The one HTTP call of an attempt. */
export function callChannel(session: ChannelSession, work: Work): Promise<CallOutcome> {
  const options = {
    idempotency_key: work.idempotency_key,
    traceparent: traceparent(work.job.trace_id),
  };
  const payload = work.mapped?.payload ?? {};
  const external = work.listing.external_listing_id ?? '';

  switch (work.operation) {
    case 'create':
      return session.create(payload, options);
    case 'update':
      return session.update(external, payload, options);
    case 'delete':
      return session.remove(external, options);
  }
}
