import { expect, it } from 'vitest';
import { abandonedRow, openRow } from '../../../domain/listings/open-attempt.ts';
import { outboundAuditSchema } from '../../../domain/listings/outbound-audit.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aListing } from '../../builders/stored-listing.ts';

const listing = aListing();
const now = '2026-03-01T12:00:00.000Z';

it.each([
  ['create', 'POST'],
  ['update', 'PUT'],
  ['delete', 'DELETE'],
] as const)('a %s is on record as a %s before it is made, without an end', (operation, method) => {
  const row = openRow(listing, anOpenAttempt({ operation }));

  expect(outboundAuditSchema.strict().parse(row)).toMatchObject({
    ...{ listing_id: listing.id, http_method: method, outcome: 'open', completed_at: null },
    ...{ http_status: null, request_excerpt: '', created_at: row.started_at },
  });
});

it('the row of a worker that died says when that was found, and that nobody knows whether the call arrived', () => {
  const attempt = anOpenAttempt();

  expect(abandonedRow(listing, attempt, now)).toEqual({
    ...openRow(listing, attempt),
    ...{ outcome: 'abandoned', completed_at: now },
    error_message: expect.stringContaining('whether the call arrived is unknown'),
  });
});
