import type { OpenAttempt } from '../../domain/listings/open-attempt.ts';

/** An attempt under way, by another worker than the one under test. */
export function anOpenAttempt(over: Partial<OpenAttempt> = {}): OpenAttempt {
  return {
    id: '55555555-5555-4555-8555-555555555555',
    number: 1,
    unit_version: 1,
    operation: 'update',
    resource: 'content',
    started_at: '2026-01-01T00:00:00.000Z',
    request_payload_hash: 'd'.repeat(64),
    idempotency_key: 'e'.repeat(64),
    retry_attempt: 0,
    trace_id: '01234567-89ab-cdef-0123-456789abcdef',
    created_by: null,
    ...over,
  };
}
