import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../local/oracle/run-record.ts';
import { judge } from '../../local/oracle.ts';
import {
  aJudgedAudit,
  aJudgedListing,
  aRecordedCall,
  aRunRecord,
  aSimulatedListing,
  runListingId,
} from '../builders/run-record.ts';

const kinds = (over: Partial<RunRecord>) => judge(aRunRecord(over)).map(({ kind }) => kind);

describe('judge', () => {
  it('finds nothing wrong with a run that kept every promise', () => {
    const expected = { [runListingId]: { name: 'Villa', personCapacity: 4, city: null } };

    expect(judge(aRunRecord({ expected, limit: { max_requests: 1, window_ms: 10_000 } }))).toEqual(
      [],
    );
  });

  it('does not mind a paused or archived listing without an external one', () => {
    const listings = [
      aJudgedListing(),
      aJudgedListing({
        id: 'b',
        status: 'paused',
        external_listing_id: null,
        sync_status: 'pending',
      }),
      aJudgedListing({ id: 'c', status: 'archived', external_listing_id: null }),
    ];

    expect(judge(aRunRecord({ listings }))).toEqual([]);
  });

  it.each<{ name: string; over: Partial<RunRecord>; expected: string[] }>([
    {
      name: 'a second external listing',
      over: { external: [aSimulatedListing(), aSimulatedListing({ id: 40_162 })] },
      expected: ['duplicate'],
    },
    {
      name: 'an external listing of nobody',
      over: {
        external: [
          aSimulatedListing(),
          aSimulatedListing({ id: 7, marker: '5b1c2a3e-0000-5000-8000-000000000009' }),
        ],
      },
      expected: ['stray'],
    },
    { name: 'no external listing', over: { external: [] }, expected: ['missing'] },
    {
      name: 'an active listing that never got one',
      over: {
        listings: [aJudgedListing({ external_listing_id: null })],
        external: [],
      },
      expected: ['missing'],
    },
    {
      name: 'a listing that waits',
      over: { listings: [aJudgedListing({ sync_status: 'pending' })] },
      expected: ['unsettled'],
    },
    {
      name: 'a listing that waits for the channel',
      over: { listings: [aJudgedListing({ sync_status: 'rate_limited' })] },
      expected: ['unsettled'],
    },
    {
      name: 'a listing that gave up',
      over: { listings: [aJudgedListing({ sync_status: 'error' })] },
      expected: ['failed'],
    },
    {
      name: 'another payload at the channel',
      over: {
        external: [aSimulatedListing({ body_hash: 'b'.repeat(64), whole_hash: 'b'.repeat(64) })],
      },
      expected: ['stale'],
    },
    {
      name: 'a last payload without the pictures that are there already',
      over: { external: [aSimulatedListing({ body_hash: 'b'.repeat(64) })] },
      expected: [],
    },
    {
      name: 'another field at the channel',
      over: { expected: { [runListingId]: { personCapacity: 5 } } },
      expected: ['stale'],
    },
    {
      name: 'an attempt without an end',
      over: { audits: [aJudgedAudit({ outcome: 'open', completed_at: null, http_status: null })] },
      expected: ['open-audit'],
    },
    {
      name: 'a call without a row',
      over: { calls: [aRecordedCall(), aRecordedCall({ seq: 2, status: 429 })] },
      expected: ['unaudited'],
    },
    {
      name: 'a call with another body than its row',
      over: { calls: [aRecordedCall({ body_hash: 'b'.repeat(64) })] },
      expected: ['phantom', 'unaudited'],
    },
    {
      name: 'a write that carries no marker',
      over: {
        calls: [aRecordedCall(), aRecordedCall({ marker: null, external_listing_id: null })],
      },
      expected: ['unaudited'],
    },
    { name: 'a row without a call', over: { calls: [] }, expected: ['phantom'] },
    {
      name: 'two attempts at a time',
      over: {
        audits: [
          aJudgedAudit(),
          aJudgedAudit({
            id: 'audit-2',
            outcome: 'failed',
            started_at: '2026-01-31T09:00:00.099Z',
          }),
        ],
        calls: [aRecordedCall(), aRecordedCall()],
      },
      expected: ['overlap'],
    },
    {
      name: 'one operation done twice',
      over: {
        audits: [
          aJudgedAudit(),
          aJudgedAudit({
            id: 'audit-2',
            retry_attempt: 1,
            started_at: '2026-01-31T09:00:01.000Z',
            completed_at: '2026-01-31T09:00:02.000Z',
          }),
        ],
        calls: [aRecordedCall(), aRecordedCall()],
      },
      expected: ['repeated-success'],
    },
    {
      name: 'too many calls in a window, reads counted',
      over: {
        limit: { max_requests: 1, window_ms: 10_000 },
        calls: [aRecordedCall(), aRecordedCall({ method: 'GET', at: 10_999.5 })],
      },
      expected: ['over-limit'],
    },
  ])('convicts $name', ({ over, expected }) => {
    expect(kinds(over)).toEqual(expected);
  });

  it('counts the calls of each account by themselves', () => {
    const calls = [aRecordedCall(), aRecordedCall({ method: 'GET', account_id: 10_002 })];

    expect(kinds({ calls, limit: { max_requests: 1, window_ms: 10_000 } })).toEqual([]);
  });

  it('needs no call for an attempt that may never have arrived, unless told otherwise', () => {
    const lost = aJudgedAudit({
      id: 'audit-0',
      http_status: null,
      outcome: 'failed',
      started_at: '2026-01-31T08:59:00.000Z',
      completed_at: '2026-01-31T08:59:30.000Z',
    });
    const audits = [lost, aJudgedAudit({ retry_attempt: 1 })];

    expect(kinds({ audits })).toEqual([]);
    expect(kinds({ audits, unreachable_allowed: false })).toEqual(['phantom']);
  });

  it('does not take a call that arrived in part for an attempt', () => {
    const partial = { complete: false, marker: null, external_listing_id: null, body_hash: null };

    expect(
      kinds({ calls: [aRecordedCall(), aRecordedCall({ ...partial, status: null })] }),
    ).toEqual([]);
  });

  it('pairs a delete with its row by the listing alone', () => {
    const audits = [aJudgedAudit({ http_method: 'DELETE' })];
    const calls = [
      aRecordedCall({ method: 'DELETE', path: '/v1/listings/40161', body_hash: null }),
    ];
    const listings = [aJudgedListing({ status: 'archived' })];

    expect(kinds({ audits, calls, listings, external: [] })).toEqual([]);
  });

  it('compares rows by what they say, not by the ids and addresses the channel gave them', () => {
    const listing = {
      listingAmenities: [
        { id: 2, amenityId: 7, amenityName: 'Kitchen' },
        { id: 1, amenityId: 3, amenityName: 'Wireless' },
      ],
      listingImages: [{ id: 9, url: 'https://rehosted.test/9', caption: null, sortOrder: 0 }],
    };
    const sent = {
      listingAmenities: [{ amenityId: 3 }, { amenityId: 7 }],
      listingImages: [{ url: 'https://pictures.test/a.jpg', sortOrder: 0 }],
    };
    const external = [aSimulatedListing({ listing })];

    expect(kinds({ external, expected: { [runListingId]: sent } })).toEqual([]);
    const fewer = { ...sent, listingAmenities: [{ amenityId: 3 }] };
    expect(kinds({ external, expected: { [runListingId]: fewer } })).toEqual(['stale']);
  });
});
