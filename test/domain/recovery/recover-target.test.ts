import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { type RecoveryRequest, recoverTarget } from '../../../domain/recovery/recover-target.ts';
import type { Resend } from '../../../domain/recovery/resend.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const now = '2026-03-01T12:00:00.000Z';
const hourAgo = '2026-03-01T11:00:00.000Z';
const user_id = uuidOf(1_001);
const trace_id = 'a'.repeat(32);

let target = aTarget();
let clock: number;
let pageMs: number;
let writeMs: number;
let times: object[];
let resends: ({ id: string } & Resend)[];
beforeEach(() => {
  target = aTarget();
  clock = Date.parse(now);
  [pageMs, writeMs] = [0, 0];
  [times, resends] = [[], []];
});

/** `pages`: the listings of the attempts that failed, by their numbers. */
function recover(
  { listings = [], pages = [] }: { listings?: StoredListing[]; pages?: number[][] },
  over: Partial<RecoveryRequest> = {},
) {
  const request = { id: target.id, since: hourAgo, ...over };
  const tenant = { org_id: 'demo', account_id: 'main' };
  return recoverTarget(request, {
    caller: { tenant, user_id, trace_id } as Parameters<typeof recoverTarget>[1]['caller'],
    deps: {
      targets: { get: async (_tenant, id) => (id === target.id ? target : undefined) },
      failures: {
        listingIds: async function* (_tenant, _target, time) {
          times.push(time);
          for (const page of pages) {
            clock += pageMs;
            yield page.map(uuidOf);
          }
        },
        listings: async (_tenant, ids) => ({
          listings: listings.filter(({ id }) => ids.includes(id)),
          left_out: [],
        }),
      },
      resends: {
        request: async (_tenant, id, resend) => {
          clock += writeMs;
          resends.push({ id, ...resend });
          return id !== uuidOf(666);
        },
      },
      clock: () => clock,
      newId: () => uuidOf(77),
    },
  });
}

const failed = (number: number, over: Partial<StoredListing> = {}) =>
  aListing({ id: uuidOf(number), sync_status: 'error', ...over });

describe('recovering a time', () => {
  it('sends each listing once whose attempts failed then and that is not in order now', async () => {
    const listings = [
      failed(1),
      failed(2, { status: 'error' }),
      failed(3, { sync_status: 'ok' }),
      failed(4, { status: 'paused' }),
      failed(5, { status: 'archived' }),
      failed(6, { sync_status: 'rate_limited' }),
      failed(7),
    ];

    const result = await recover({ listings, pages: [[1, 2, 1], [3, 4, 5, 6], [1]] });

    expect(result).toEqual({ matched: 3, enqueued: 3 });
    expect(resends).toEqual(
      [1, 2, 6].map((number) => ({
        ...{ id: uuidOf(number), resync_id: uuidOf(77), user_id, trace_id, unless_ok: true },
      })),
    );
  });

  it('begins with those that were given up, since the others are on their way already', async () => {
    const pending = (number: number) => failed(number, { sync_status: 'pending' });
    const listings = [pending(1), failed(2), pending(3), failed(4)];

    await recover({ listings, pages: [[1, 2, 3, 4]] });

    expect(resends.map(({ id }) => id)).toEqual([2, 4, 1, 3].map(uuidOf));
  });

  it('tells how many are to be sent, not how many were asked for', async () => {
    const result = await recover({ listings: [failed(1), failed(666)], pages: [[1, 666]] });

    expect(result).toEqual({ matched: 2, enqueued: 1 });
  });

  it('leaves to another request what does not fit into one', async () => {
    const listings = Array.from({ length: 100 }, (_, i) => failed(i));
    writeMs = 1_000;

    const { matched, enqueued } = await recover({
      ...{ listings, pages: [listings.map((_, i) => i)] },
    });

    expect(matched).toBe(100);
    expect(enqueued).toBeGreaterThanOrEqual(20);
    expect(enqueued).toBeLessThan(60);
  });

  it('looks from then until now, or until it is told', async () => {
    await recover({});
    await recover({}, { until: '2026-03-01T11:30:00.000Z' });

    expect(times).toEqual([
      { from: hourAgo, to: now },
      { from: hourAgo, to: '2026-03-01T11:30:00.000Z' },
    ]);
  });

  it('only counts in a dry run, also while the target is paused', async () => {
    target = aTarget({ is_active: false });

    const result = await recover({ listings: [failed(1)], pages: [[1]] }, { dry_run: true });

    expect(result).toEqual({ matched: 1, enqueued: 0 });
    expect(resends).toEqual([]);
  });
});

describe('recovering is refused', () => {
  it('while the target is paused', async () => {
    target = aTarget({ is_active: false });

    await expect(recover({ listings: [failed(1)], pages: [[1]] })).rejects.toMatchObject({
      slug: 'target-inactive',
    });
    expect(resends).toEqual([]);
  });

  it('at a target that does not exist', async () => {
    await expect(recover({}, { id: uuidOf(5) })).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each([
    { since: now },
    { since: '2026-03-01T13:00:00.000Z' },
    { since: hourAgo, until: hourAgo },
  ])('of a time that has no length or is to come: $since, $until', async (time) => {
    await expect(recover({}, time)).rejects.toMatchObject({
      ...{ slug: 'validation', message: expect.stringContaining('not one to recover') },
      errors: [{ path: 'since', message: expect.stringContaining('before `until`') }],
    });
  });

  it('of a time whose audit is gone, and names the first there is', async () => {
    // 90 days before, and a minute for the way.
    const oldest = '2025-12-01T11:59:00.000Z';
    await expect(recover({}, { since: oldest })).resolves.toEqual({ matched: 0, enqueued: 0 });

    await expect(recover({}, { since: '2025-12-01T11:58:59.999Z' })).rejects.toMatchObject({
      ...{ slug: 'validation' },
      errors: [{ path: 'since', message: expect.stringContaining('2025-12-01T12:00:00.000Z') }],
    });
  });

  it('of a time with more attempts than a request can look through', async () => {
    pageMs = 4_000;
    await expect(recover({ pages: [[1]] })).resolves.toEqual({ matched: 0, enqueued: 0 });

    await expect(recover({ pages: [[1], [2]] })).rejects.toMatchObject({
      ...{ slug: 'too-many-attempts', message: expect.stringContaining('shorter time') },
      errors: [{ path: 'since', message: expect.stringContaining('choose a later one') }],
    });
  });
});
