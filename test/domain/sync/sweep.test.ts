import { beforeEach, expect, it } from 'vitest';
import type { StoredTarget } from '../../../domain/channels/target.ts';
import type { QueuedJob } from '../../../domain/sync/dispatch.ts';
import { type DueListing, type SweepPorts, sweep } from '../../../domain/sync/sweep.ts';
import { aTarget } from '../../builders/target.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const due: DueListing = {
  org_id: 'demo',
  account_id: 'main',
  listing_id: '44444444-4444-5444-8444-444444444444',
  target_id: aTarget().id,
  unit_id: '11111111-1111-4111-8111-111111111111',
  due_at: '2026-06-01T11:58:00.000Z',
};

let pages: DueListing[][];
let target: StoredTarget | undefined;
let depth: number;
let postponed: (string | null)[];
let sent: QueuedJob[];
let stillDue: boolean;

beforeEach(() => {
  pages = [[due]];
  target = aTarget();
  depth = 0;
  postponed = [];
  sent = [];
  stillDue = true;
});

const ports: SweepPorts = {
  // All in the shard of the id's first digit.
  dueListings: async (shard, _before, cursor) => {
    const page = Number(cursor ?? 0);
    const more = page + 1 < pages.length ? String(page + 1) : undefined;
    return shard === '4'
      ? { items: pages[page] ?? [], cursor: more }
      : { items: [], cursor: undefined };
  },
  target: async () => target,
  queueDepth: async () => depth,
  postpone: async (_due, until) => {
    postponed.push(until);
    return stillDue;
  },
  send: async (jobs) => {
    sent.push(...jobs);
  },
  clock: () => now,
};

it('enqueues a listing that is due and has no job, and looks again later', async () => {
  expect(await sweep(ports)).toBe(1);

  expect(sent[0]).toMatchObject({
    queue: 'normal',
    job: { listing_id: due.listing_id, reason: 'sweep' },
  });
  expect(postponed).toEqual(['2026-06-01T12:03:00.000Z']);
});

it('reads every page', async () => {
  pages = [[due], [{ ...due, listing_id: '45444444-4444-5444-8444-444444444444' }]];

  expect(await sweep(ports)).toBe(2);
});

it('leaves a queue that is not empty to drain, and looks when it should be', async () => {
  depth = 600;

  expect(await sweep(ports)).toBe(0);
  // 600 calls at 12 per 10 s.
  expect(postponed).toEqual(['2026-06-01T12:08:20.000Z']);
});

it('does not trust a queue that should have been through by now', async () => {
  depth = 30;

  expect(await sweep(ports)).toBe(1);
});

it.each([
  ['paused', aTarget({ is_active: false })],
  ['blocked', aTarget({ blocked_until: '2026-06-01T12:00:42.000Z', block_reason: 'rate_limited' })],
])(
  'leaves listings due while the target is %s, so that they go on soon after it',
  async (_state, one) => {
    target = one;

    expect(await sweep(ports)).toBe(0);
    expect(postponed).toEqual([]);
  },
);

it('forgets the listings of a deleted target', async () => {
  target = aTarget({ deleted_at: '2026-06-01T00:00:00.000Z' });

  expect(await sweep(ports)).toBe(0);
  expect(postponed).toEqual([null]);
});

it('enqueues nothing for a listing that was worked on meanwhile', async () => {
  stillDue = false;

  expect(await sweep(ports)).toBe(0);
});
