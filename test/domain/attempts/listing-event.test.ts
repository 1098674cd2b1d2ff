import { expect, it } from 'vitest';
import { listingEvent } from '../../../domain/attempts/listing-event.ts';
import { anAttempt } from '../../builders/attempt.ts';

const { audit } = anAttempt();
const now = Date.parse('2026-03-01T12:00:00.000Z');
const event = (synced: boolean, error_message: string | null) =>
  listingEvent(audit, { synced, error_message, now });

it('says which listing was synced, at which version, and as part of what', () => {
  const { org_id, account_id, target_id, listing_id, unit_id, trace_id } = audit;

  expect(event(true, null)).toEqual({
    ...{ name: 'channel.listing.synced', org_id, account_id, target_id, listing_id, unit_id },
    ...{ unit_version: 2, trace_id, occurred_at: '2026-03-01T12:00:00.000Z' },
  });
});

it('says why one was given up', () => {
  expect(event(false, 'no such city')).toMatchObject({
    ...{ name: 'channel.listing.failed', error_message: 'no such city' },
  });
});

it('says nothing where there is nothing to say', () => {
  expect(event(false, null)).not.toHaveProperty('error_message');
  expect(event(true, 'an older trouble')).not.toHaveProperty('error_message');
});
