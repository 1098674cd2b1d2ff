import { describe, expect, it } from 'vitest';
import { callChannel } from '../../../domain/attempts/attempt.ts';
import type { CallOutcome, ChannelSession } from '../../../domain/channel/channel.ts';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import { anAttempt, attemptedAt, aWork } from '../../builders/attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

describe('an attempt', () => {
  it('is on record with what it is about before it is made', () => {
    const { open, audit } = anAttempt({ attempt_number: 6, requested_by: uuidOf(1) });

    expect(open).toMatchObject({
      ...{ number: 7, unit_version: 2, operation: 'update', retry_attempt: 0 },
      ...{ started_at: new Date(attemptedAt).toISOString(), idempotency_key: 'e'.repeat(64) },
      ...{ request_payload_hash: 'b'.repeat(64), created_by: uuidOf(1) },
      trace_id: '01234567-89ab-cdef-0123-456789abcdef',
    });
    expect(audit).toMatchObject({
      id: open.id,
      outcome: 'open',
      request_excerpt: '{"name":"Villa"}',
    });
  });

  it('is the first of a new listing', () => {
    expect(anAttempt().open).toMatchObject({ number: 1, created_by: null });
  });

  it('has an id of its own', () => {
    expect(anAttempt().open.id).not.toBe(anAttempt().open.id);
  });

  it.each([
    { key: 'e', retry_attempt: 3 },
    { key: 'f', retry_attempt: 0 },
  ])(
    'is counted with those of its own operation ($key): $retry_attempt',
    ({ key, retry_attempt }) => {
      const { open } = anAttempt({ attempt_key: key.repeat(64), attempt_count: 3 });

      expect(open.retry_attempt).toBe(retry_attempt);
    },
  );

  it('is on record with what it sends, not with what the channel has already', () => {
    const payload = { name: 'Villa', pictures: ['terrace'] };
    const mapped = { payload, warnings: [], errors: [] };

    const { open, audit, payload_hash } = anAttempt({}, { mapped, left_out: ['pictures'] });

    expect(audit.request_excerpt).toBe('{"name":"Villa"}');
    expect(open.request_payload_hash).toBe(contentHash({ name: 'Villa' }));
    expect(payload_hash).toBe('b'.repeat(64));
  });

  it('of a removal sends nothing and warns of nothing', () => {
    const attempt = anAttempt({}, { operation: 'delete', mapped: null });

    expect(attempt.audit).toMatchObject({ request_excerpt: '', http_method: 'DELETE' });
    expect(attempt).toMatchObject({ warnings: [], unsent_fields: undefined, seals: {} });
  });
});

describe('the call', () => {
  const accepted: CallOutcome = {
    ...{ kind: 'accepted', external_listing_id: '40161', http_status: 200 },
    ...{ response_excerpt: null, error_message: null },
  };
  const call = async (operation: 'create' | 'update' | 'delete') => {
    const calls: unknown[][] = [];
    const note =
      (name: string) =>
      async (...args: unknown[]) => {
        calls.push([name, ...args]);
        return accepted;
      };
    const session = { create: note('create'), update: note('update'), remove: note('remove') };
    const mapped = { payload: { name: 'Villa', pictures: [] }, warnings: [], errors: [] };
    const work = aWork(aListing({ external_listing_id: '40161' }), {
      ...{ operation, left_out: ['pictures'] },
      mapped: operation === 'delete' ? null : mapped,
    });
    expect(await callChannel(session as unknown as ChannelSession, work)).toBe(accepted);

    return calls;
  };
  const options = {
    idempotency_key: 'e'.repeat(64),
    traceparent: expect.stringMatching(/^00-0123456789abcdef0123456789abcdef-[0-9a-f]{16}-01$/),
  };

  it('carries the content, the key and the trace, and not what the channel has already', async () => {
    expect(await call('create')).toEqual([['create', { name: 'Villa' }, options]]);
    expect(await call('update')).toEqual([['update', '40161', { name: 'Villa' }, options]]);
    expect(await call('delete')).toEqual([['remove', '40161', options]]);
  });
});
