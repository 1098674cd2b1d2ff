import type { RecordedCall } from '../../local/hostaway/call-log.ts';
import type { SimulatedListing } from '../../local/hostaway/simulated-listing.ts';
import type { JudgedAudit, JudgedListing, RunRecord } from '../../local/oracle/run-record.ts';

export const runListingId = '5b1c2a3e-0000-5000-8000-000000000001';
const hash = 'a'.repeat(64);

export const aJudgedListing = (over: Partial<JudgedListing> = {}): JudgedListing => ({
  id: runListingId,
  external_listing_id: '40161',
  status: 'active',
  sync_status: 'ok',
  last_payload_hash: hash,
  ...over,
});

export const aJudgedAudit = (over: Partial<JudgedAudit> = {}): JudgedAudit => ({
  id: 'audit-1',
  listing_id: runListingId,
  http_method: 'POST',
  http_status: 200,
  outcome: 'success',
  started_at: '2026-01-31T09:00:00.000Z',
  completed_at: '2026-01-31T09:00:00.100Z',
  request_payload_hash: hash,
  idempotency_key: 'key-1',
  retry_attempt: 0,
  ...over,
});

export const aRecordedCall = (over: Partial<RecordedCall> = {}): RecordedCall => ({
  seq: 1,
  at: 1_000,
  method: 'POST',
  path: '/v1/listings',
  query: '',
  ip: '127.0.0.1',
  idempotency_key: 'key-1',
  traceparent: null,
  account_id: 10_001,
  status: 200,
  duration_ms: 1,
  fault: null,
  complete: true,
  committed: true,
  bytes: 2,
  body_hash: hash,
  marker: `Villa [tvl:${runListingId}]`,
  external_listing_id: '40161',
  ...over,
});

export const aSimulatedListing = (over: Partial<SimulatedListing> = {}): SimulatedListing => ({
  id: 40_161,
  account_id: 10_001,
  marker: `Villa [tvl:${runListingId}]`,
  body_hash: hash,
  whole_hash: hash,
  updated_at: 1_000,
  listing: { id: 40_161, name: 'Villa', personCapacity: 4 },
  ...over,
});

/** A run of one listing, created once and in order. */
export const aRunRecord = (over: Partial<RunRecord> = {}): RunRecord => ({
  listings: [aJudgedListing()],
  audits: [aJudgedAudit()],
  calls: [aRecordedCall()],
  external: [aSimulatedListing()],
  ...over,
});
