import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepAudit } from '../../../domain/archive/keep-audit.ts';
import { rescueRows } from '../../../domain/archive/rescue-rows.ts';
import { dayMs } from '../../../domain/common/day.ts';
import { AuditWorld, type WorldRow } from '../../fakes/audit-world.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const iso = (epochMs: number) => new Date(epochMs).toISOString();
const entry = (org_id: string, id: string) => {
  return { org_id, account_id: 'main', id, registered_at: iso(start) };
};
const targets = [entry('acme', 'a'), entry('acme', 'b'), entry('other', 'c')];

interface Attempt {
  readonly target: number;
  /** Days, with fractions. */
  readonly started: number;
  readonly took: number;
  /** Days by which the table is late with its removal. */
  readonly lag: number;
}

function aRow({ target, started, took, lag }: Attempt, number: number): WorldRow {
  const at = Math.floor(start + started * dayMs);
  const closed = Math.floor(at + took * dayMs);
  const whose = targets[target] ?? entry('acme', 'a');
  return {
    target: whose,
    row: {
      ...{ org_id: whose.org_id, account_id: 'main', target_id: whose.id, listing_id: 'l' },
      ...{ attempt: String(number), channel: 'hostaway', raw: null },
      started_at: iso(at),
      completed_at: iso(closed),
    },
    closed,
    expires: at + 90 * dayMs,
    dies: at + (90 + lag) * dayMs,
  };
}

/** Most attempts take seconds; one that a dead worker has left ends with the next call, after a pause of weeks maybe. */
const anAttempt = fc.record({
  target: fc.nat({ max: targets.length - 1 }),
  started: fc.double({ min: 0, max: 50, noNaN: true }),
  took: fc.oneof(
    fc.double({ min: 0, max: 1e-3, noNaN: true }),
    fc.double({ min: 0, max: 89.9, noNaN: true }),
  ),
  lag: fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constant(Infinity)),
});

/** What goes wrong in the rounds of some days, over and over, with a day between at which nothing does: the whole round, or a step of it. */
const troubles = fc.array(fc.constantFrom('all', 'add', 'keep', 'remove'), { maxLength: 30 });

/** A world that passes through months, with a round of the keeper on each day that it is not down; what dies passes by the archiver. */
async function live(attempts: readonly Attempt[], trouble: (day: number) => string | undefined) {
  const world = new AuditWorld();
  world.entries = targets;
  const all = attempts.map(aRow);
  world.rows = [...all];
  const dead: WorldRow[] = [];
  let longest = 0;
  for (let day = 0; day < 190; day += 1) {
    const died = world.passTo(start + (day + 0.2) * dayMs);
    world.disturb = () => {};
    await rescueRows(
      died.map(({ row }) => row),
      world,
    );
    // Looked at when it dies: what is archived later is archived too late.
    dead.push(...died.filter((row) => !world.isArchived(row)));
    const failing = trouble(day);
    if (failing === 'all') continue;
    world.disturb = (what) => {
      if (what === failing) throw new Error(`${what} failed`);
    };
    await keepAudit(Infinity, world);
    const ages = world.rows
      .filter(({ closed }) => closed <= world.now)
      .map(({ row }) => world.now - Date.parse(row.started_at));
    longest = Math.max(longest, ...ages);
  }

  return { world, all, unarchived: dead, longest: longest / dayMs };
}

describe('with a clock that is moved', () => {
  it('nothing dies unarchived and nothing outlives its time, whatever fails meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAttempt, { maxLength: 25 }), troubles, async (attempts, plan) => {
        const { world, all, unarchived, longest } = await live(
          attempts,
          (day) => plan[day % (plan.length + 1)],
        );

        expect(unarchived).toEqual([]);
        expect(all.filter((row) => !world.isArchived(row))).toEqual([]);
        expect(world.rows).toEqual([]);
        expect(longest).toBeLessThan(94 + plan.length);
        expect(world.reports.filter(({ event }) => event === 'archive-differs')).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a difference', () => {
  const many = Array.from({ length: 40 }, (_, at) => ({
    ...{ target: at % 2, started: 3 + at / 50, took: 1e-4, lag: 1 },
  }));

  async function withTwoLooks(between: (world: AuditWorld) => void) {
    const world = new AuditWorld();
    world.entries = targets;
    world.rows = many.map(aRow);
    world.passTo(start + 5 * dayMs);
    await keepAudit(Infinity, world);
    between(world);
    world.passTo(start + 85 * dayMs);
    const result = await keepAudit(Infinity, world);
    return { world, result };
  }

  it('is told, counted and mended when the archive has lost rows', async () => {
    const { world, result } = await withTwoLooks(({ archived }) =>
      archived.delete('acme/2026-01-04'),
    );

    expect(result.differences).toBe(40);
    expect(world.rows.every((row) => world.isArchived(row))).toBe(true);
    expect(world.reports).toMatchObject([
      { event: 'archive-differs', details: { org_id: 'acme', day: '2026-01-04', missed: 40 } },
    ]);
  });

  it('is told when rows have left the log before their time', async () => {
    const { result, world } = await withTwoLooks((one) => {
      one.rows = one.rows.slice(3);
    });

    expect(result.differences).toBe(3);
    expect(world.reports).toMatchObject([{ details: { gone: 3, missed: 0 } }]);
  });

  it('is told when a row is gone between its being listed and its being read', async () => {
    const world = new AuditWorld();
    world.entries = targets;
    world.rows = many.map(aRow);
    world.passTo(start + 5 * dayMs);
    const { rows } = world.log;
    const log = {
      ...world.log,
      rows: async (...asked: Parameters<typeof rows>) => (await rows(...asked)).slice(1),
    };
    const result = await keepAudit(Infinity, Object.assign(world, { log }));

    // Of two targets.
    expect(result.differences).toBe(2);
    expect(world.reports).toMatchObject([{ details: { gone: 2, missed: 0, logged: 40 } }]);
  });

  it('is none when rows die, however late a day is looked at', async () => {
    const world = new AuditWorld();
    world.entries = targets;
    world.rows = many.map(aRow);
    world.passTo(start + 5 * dayMs);
    await keepAudit(Infinity, world);
    world.passTo(start + 94.5 * dayMs);
    const { rows } = world.log;
    const log = {
      ...world.log,
      rows: async (...asked: Parameters<typeof rows>) => (await rows(...asked)).slice(1),
    };
    world.archived.clear();

    expect(await keepAudit(Infinity, Object.assign(world, { log }))).toMatchObject({ looks: 188 });
    expect(world.reports.filter(({ details }) => details.gone !== 0)).toEqual([]);
  });

  it('is none between looks at the same, nor when an attempt was closed late', async () => {
    const { result } = await withTwoLooks((world) => {
      world.rows.push(aRow({ target: 0, started: 3.5, took: 20, lag: 1 }, 999));
    });

    expect(result).toMatchObject({ differences: 0, added: 1 });
  });
});

it('removes nothing that could not be archived, and tells whose it is', async () => {
  const world = new AuditWorld();
  world.entries = targets;
  world.rows = [
    aRow({ target: 0, started: 1, took: 0, lag: Infinity }, 1),
    aRow({ target: 2, started: 1, took: 0, lag: Infinity }, 2),
  ];
  const { add } = world.archive;
  const refusing = {
    ...world.archive,
    add: (org: string, ...rest: [string, never]) =>
      org === 'acme' ? Promise.reject(new Error('refused')) : add(org, ...rest),
  };
  world.passTo(start + 100 * dayMs);
  const result = await keepAudit(Infinity, Object.assign(world, { archive: refusing }));

  expect(result).toMatchObject({ failed: 1, removed: 1 });
  expect(world.rows.map(({ row }) => row.org_id)).toEqual(['acme']);
  expect(world.reports).toMatchObject([{ event: 'archive-failed', details: { org_id: 'acme' } }]);
});

it('archives a day in objects of ten thousand rows, and a day without any in none', async () => {
  const world = new AuditWorld();
  world.entries = [entry('acme', 'a')];
  world.rows = Array.from({ length: 10_001 }, (_, at) =>
    aRow({ target: 0, started: 1 + at / 20_000, took: 0, lag: 0 }, at),
  );
  world.passTo(start + 4 * dayMs);
  await keepAudit(Infinity, world);

  const objects = world.archived.get('acme/2026-01-02') ?? [];
  expect(objects.map(({ size }) => size)).toEqual([10_000, 1]);
  expect([...world.archived.keys()]).toEqual(['acme/2026-01-02']);
});

it('looks at an org from the day on that its first target was there', async () => {
  const world = new AuditWorld();
  world.entries = [
    entry('acme', 'a'),
    { ...entry('acme', 'b'), registered_at: iso(start + 3 * dayMs) },
  ];
  world.now = start + 4.5 * dayMs;

  expect(await keepAudit(Infinity, world)).toMatchObject({ looks: 4 });
});

it('begins with another org in each hour, so that none waits for one whose days take all the time', async () => {
  const begun: string[] = [];
  const world = new AuditWorld();
  world.entries = ['a', 'b', 'c'].map((org) => entry(org, org));
  const notes = {
    ...world.notes,
    of: async (org: string) => {
      begun.push(org);
      return new Map();
    },
  };
  const ports = Object.assign(world, { notes });
  for (let hour = 0; hour < 3; hour += 1) {
    world.now = start + hour * 3_600_000;
    await keepAudit(Infinity, ports);
  }

  expect([0, 3, 6].map((at) => begun[at]).toSorted()).toEqual(['a', 'b', 'c']);
  expect(begun.slice(0, 3).toSorted()).toEqual(['a', 'b', 'c']);
});

it('removes no row that came to the log while it was compared', async () => {
  const world = new AuditWorld();
  world.entries = targets;
  world.rows = [aRow({ target: 0, started: 1, took: 0, lag: Infinity }, 1)];
  world.passTo(start + 100 * dayMs);
  const late = aRow({ target: 0, started: 1.5, took: 98, lag: Infinity }, 2);
  world.disturb = (what) => {
    if (what === 'add' && !world.rows.includes(late)) world.rows.push(late);
  };
  await keepAudit(Infinity, world);

  expect(world.rows).toEqual([late]);
});

it('stops when its time is up, and goes on there', async () => {
  const world = new AuditWorld();
  world.entries = targets;
  world.rows = [aRow({ target: 0, started: 1, took: 0, lag: 0 }, 1)];
  world.passTo(start + 4 * dayMs);

  expect(await keepAudit(world.now - 1, world)).toMatchObject({ looks: 0, finished: false });
  expect(await keepAudit(world.now, world)).toMatchObject({ looks: 6, finished: true, added: 1 });
  expect(await keepAudit(world.now, world)).toMatchObject({ looks: 0, finished: true });
});

it('costs no more requests for each row when there is a month of them', async () => {
  const perRow = async (days: number, rowsOfDay: number) => {
    const world = new AuditWorld();
    world.entries = [entry('acme', 'a')];
    const total = days * rowsOfDay;
    for (let day = 0; day < days; day += 1) {
      // Of one day at a time: the fake log is searched row by row.
      world.rows = Array.from({ length: rowsOfDay }, (_, at) =>
        aRow({ target: 0, started: day + at / rowsOfDay, took: 0, lag: 0 }, day * rowsOfDay + at),
      );
      world.passTo(start + (day + 1.1) * dayMs);
      await keepAudit(Infinity, world);
    }
    const { pages, rows, puts, gets, notes } = world.requests;
    return (pages + rows + puts + gets + notes) / total;
  };

  const aDay = await perRow(1, 3_334);
  const aMonth = await perRow(30, 3_334);

  expect(aMonth).toBeLessThanOrEqual(aDay * 1.01);
});

describe('a row that dies', () => {
  const dying = (took: number, at: number) => aRow({ target: 0, started: 1, took, lag: 0 }, at);

  it('is archived unless a look has found it', async () => {
    const world = new AuditWorld();
    const asked: unknown[] = [];
    world.channelOf = async (target) => {
      asked.push(target);
      return 'other';
    };
    world.entries = targets;
    const seen = dying(0, 1);
    world.rows = [seen];
    world.passTo(start + 5 * dayMs);
    await keepAudit(Infinity, world);
    const late = dying(30, 2);
    const unreadable = { ...dying(0, 3).row, completed_at: undefined, raw: '{}' };
    // An index may be behind by that much.
    const justBefore = dying(4 - 1 / 144, 4);
    const { puts } = world.requests;

    expect(await rescueRows([seen.row, late.row, unreadable, justBefore.row], world)).toEqual(
      Array.from({ length: 4 }, () => 'safe'),
    );

    const objects = world.archived.get('acme/2026-01-02') ?? [];
    expect(world.requests.puts).toBe(puts + 1);
    expect([...(objects.at(-1)?.keys() ?? [])]).toEqual(['l/2', 'l/3', 'l/4']);
    expect([...(objects.at(-1)?.values() ?? [])].map(({ channel }) => channel)).toEqual(
      Array.from({ length: 3 }, () => 'other'),
    );
    expect(asked[0]).toEqual({ org_id: 'acme', account_id: 'main', id: 'a' });
    expect(world.reports.at(-1)).toEqual({
      event: 'archived-at-death',
      details: { org_id: 'acme', day: '2026-01-02', rows: 3 },
    });
    expect(await rescueRows([seen.row], world)).toEqual(['safe']);
    expect(world.requests.puts).toBe(puts + 1);
  });

  it('is asked for again when it could not be archived, and those of other days are not', async () => {
    const world = new AuditWorld();
    const other = aRow({ target: 2, started: 1, took: 0, lag: 0 }, 4).row;
    const { add } = world.archive;
    const refusing = {
      ...world.archive,
      add: (org: string, ...rest: [string, never]) =>
        org === 'acme' ? Promise.reject(new Error('refused')) : add(org, ...rest),
    };

    const fates = await rescueRows(
      [dying(0, 1).row, other],
      Object.assign(world, { archive: refusing }),
    );

    expect(fates).toEqual(['failed', 'safe']);
    expect(world.reports).toMatchObject([
      { event: 'not-archived-at-death', details: { org_id: 'acme', rows: 1 } },
      { event: 'archived-at-death', details: { org_id: 'other', rows: 1 } },
    ]);
  });
});
