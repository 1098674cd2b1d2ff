import { beforeEach, describe, expect, it } from 'vitest';
import {
  type DueListing,
  SweepError,
  type SweepPorts,
  sweep,
} from '../../../domain/recovery/sweep.ts';
import type { QueuedJob } from '../../../domain/sync/dispatch.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';

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
let waits: 'queued' | 'parked' | undefined;
let reports: string[];

let watch: FakeWatch;

beforeEach(() => {
  pages = [[due]];
  target = aTarget();
  depth = 0;
  postponed = [];
  sent = [];
  waits = 'queued';
  reports = [];
  watch = new FakeWatch();
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
    return waits;
  },
  send: async (jobs) => {
    sent.push(...jobs);
    return [];
  },
  watch: { mark: (...met) => watch.mark(...met) },
  report: (event) => void reports.push(event),
  clock: () => now,
};

it('enqueues a listing that is due and has no job, and looks again later', async () => {
  expect(await sweep(ports)).toEqual({ enqueued: 1, failed: 0 });

  expect(sent[0]).toMatchObject({
    queue: 'normal',
    job: { listing_id: due.listing_id, reason: 'sweep' },
  });
  expect(postponed).toEqual(['2026-06-01T12:03:00.000Z']);
});

it('reads every page', async () => {
  pages = [[due], [{ ...due, listing_id: '45444444-4444-5444-8444-444444444444' }]];

  expect(await sweep(ports)).toEqual({ enqueued: 2, failed: 0 });
});

it('leaves a queue that is not empty to drain, and looks when it should be', async () => {
  depth = 600;

  expect(await sweep(ports)).toEqual({ enqueued: 0, failed: 0 });
  // 600 calls at 12 per 10 s.
  expect(postponed).toEqual(['2026-06-01T12:08:20.000Z']);
});

it('does not trust a queue that should have been through by now', async () => {
  depth = 30;

  expect(await sweep(ports)).toEqual({ enqueued: 1, failed: 0 });
});

it.each([
  ['paused', aTarget({ is_active: false })],
  ['blocked', aTarget({ blocked_until: '2026-06-01T12:00:42.000Z', block_reason: 'rate_limited' })],
])(
  'leaves listings due while the target is %s, so that they go on soon after it',
  async (_state, one) => {
    target = one;

    expect(await sweep(ports)).toEqual({ enqueued: 0, failed: 0 });
    expect(postponed).toEqual([]);
  },
);

it('forgets listings whose target there never was', async () => {
  target = undefined;

  expect(await sweep(ports)).toEqual({ enqueued: 0, failed: 0 });
  expect(postponed).toEqual([null]);
});

it('lets a worker see to what is due at a deleted target, by the queue that all share', async () => {
  target = aTarget({ deleted_at: '2026-06-01T00:00:00.000Z' });

  expect(await sweep(ports)).toEqual({ enqueued: 1, failed: 0 });
  expect(sent[0]).toMatchObject({ queue: 'priority', job: { listing_id: due.listing_id } });
  expect(postponed).toEqual(['2026-06-01T12:03:00.000Z']);
});

it('enqueues nothing for a listing that was worked on meanwhile', async () => {
  waits = undefined;

  expect(await sweep(ports)).toEqual({ enqueued: 0, failed: 0 });
});

it('enqueues a listing whose message was taken out of the queue, however deep that is', async () => {
  depth = 10_000;
  waits = 'parked';

  expect(await sweep(ports)).toEqual({ enqueued: 1, failed: 0 });
  // Not before the new job can have had its turn: 10,000 calls at 12 per 10 s.
  expect(postponed).toEqual([new Date(now + (10_000 / 12) * 10_000).toISOString()]);
});

describe('invariant 8: one that fails does not end the sweep of the others', () => {
  const at = (digit: number, target_id = due.target_id): DueListing => ({
    ...due,
    target_id,
    listing_id: `4${digit}444444-4444-5444-8444-444444444444`,
  });
  const bad = '99999999-9999-4999-8999-999999999999';
  beforeEach(() => {
    pages = [[at(0), at(1, bad), at(2)]];
  });
  const ofBad = <T>(id: string, value: T): T => {
    if (id === bad) throw new Error('broken');
    return value;
  };

  it.each<[string, Partial<SweepPorts>]>([
    ['a target', { target: async (_tenant, id) => ofBad(id, target) }],
    ['a queue that cannot be asked', { queueDepth: async (id) => ofBad(id, 0) }],
    ['a listing', { postpone: async ({ target_id }) => ofBad(target_id, 'queued' as const) }],
    [
      'a queue that takes nothing',
      { send: async (jobs) => jobs.filter(({ job }) => job.target_id === bad) },
    ],
  ])('%s', async (_what, broken) => {
    expect(await sweep({ ...ports, ...broken })).toEqual({ enqueued: 2, failed: 1 });
  });

  it('a shard that cannot be read', async () => {
    const broken: SweepPorts = {
      ...ports,
      dueListings: async (shard, ...page) => {
        if (shard === '5') throw new Error('throttled');
        return ports.dueListings(shard, ...page);
      },
    };

    expect(await sweep(broken)).toEqual({ enqueued: 3, failed: 1 });
    expect(reports).toEqual(['shard-not-swept']);
  });

  it('but the run fails, which an alarm counts, when nothing at all works', async () => {
    const broken = { ...ports, target: () => Promise.reject(new Error('down')) };

    await expect(sweep(broken)).rejects.toThrow(SweepError);
  });
});

describe('a target whose listings are due is looked at for alerts', () => {
  it('once, however many they are', async () => {
    pages = [[due, { ...due, listing_id: `${due.listing_id}-2` }], [due]];
    await sweep(ports);

    expect(watch.marks).toEqual([{ id: aTarget().id, trouble: 'listings' }]);
  });

  it('but not one that is paused, where they wait for a person', async () => {
    target = aTarget({ is_active: false });
    await sweep(ports);

    expect(watch.marks).toEqual([]);
  });

  it('or is swept all the same', async () => {
    watch.mark = () => Promise.reject(new Error('down'));

    expect(await sweep(ports)).toEqual({ enqueued: 1, failed: 0 });
    expect(reports).toEqual(['target-not-watched']);
  });
});
