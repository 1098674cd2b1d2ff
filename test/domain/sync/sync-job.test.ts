import { expect, it } from 'vitest';
import { groupOf, syncJobSchema } from '../../../domain/sync/sync-job.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const job = {
  ...{ org_id: 'demo', account_id: 'main', target_id: uuidOf(1), listing_id: uuidOf(2) },
  ...{ unit_id: uuidOf(3), trace_id: '0123456789abcdef'.repeat(2), reason: 'unit' },
};

it.each(['unit', 'request', 'sweep'])('is read from a message: for a %s', (reason) => {
  expect(syncJobSchema.parse({ ...job, reason })).toEqual({ ...job, reason });
  expect(syncJobSchema.parse({ ...job, unit_id: null }).unit_id).toBeNull();
});

it.each([
  {},
  { ...job, reason: 'whim' },
  { ...job, listing_id: undefined },
  { ...job, trace_id: 'x'.repeat(32) },
  { ...job, trace_id: `${job.trace_id}0` },
  { ...job, trace_id: `x${job.trace_id}` },
  { ...job, trace_id: '0' },
])('is not read from what is none: %j', (message) => {
  expect(syncJobSchema.safeParse(message).success).toBe(false);
});

it('waits in a group of its own when it is about nights, not behind one for the content', () => {
  const listing_id = '11111111-1111-4111-8111-111111111111';

  expect(groupOf({ listing_id, reason: 'unit' })).toBe(listing_id);
  expect(groupOf({ listing_id, reason: 'nights' })).not.toBe(listing_id);
});
