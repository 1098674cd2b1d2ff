import { expect, it } from 'vitest';
import type { ArchivedRow } from '../../../domain/archive/archived-row.ts';
import { exportAudit } from '../../../domain/archive/export-audit.ts';
import { dayMs } from '../../../domain/common/day.ts';
import { AuditWorld } from '../../fakes/audit-world.ts';

const start = Date.parse('2026-01-01T00:00:00.000Z');
const target = { org_id: 'acme', account_id: 'main', id: 't', registered_at: '' };

const aRow = (hour: number): ArchivedRow => ({
  ...{ org_id: 'acme', account_id: 'main', target_id: 't', listing_id: 'l', channel: null },
  ...{ attempt: String(hour), raw: null },
  started_at: new Date(start + hour * 3_600_000).toISOString(),
});

async function exported(from: number, to: number, hours: { archived: number[]; logged: number[] }) {
  const world = new AuditWorld();
  world.now = start + 10 * dayMs;
  world.rows = hours.logged.map((hour) => {
    return { target, row: aRow(hour), closed: 0, expires: Infinity, dies: Infinity };
  });
  const done: unknown[] = [];
  const attempts: number[] = [];
  const rows = exportAudit(
    { org: 'acme', from: start + from * 3_600_000, to: start + to * 3_600_000 },
    {
      log: world.log,
      targets: [target],
      archive: {
        rows: async function* (_org, day) {
          for (const hour of hours.archived) {
            if (aRow(hour).started_at.startsWith(day)) yield aRow(hour);
          }
        },
      },
      done: (day, counts) => void done.push([day, counts.archived, counts.logged]),
    },
  );
  for await (const { attempt } of rows) attempts.push(Number(attempt));

  return { attempts, done };
}

it('gives each attempt of the time once, from the archive or else from the log', async () => {
  const { attempts, done } = await exported(0, 72, {
    archived: [1, 5, 30],
    logged: [1, 5, 30, 31, 50],
  });

  expect(attempts).toEqual([1, 5, 30, 31, 50]);
  expect(done).toEqual([
    ['2026-01-01', 2, 0],
    ['2026-01-02', 1, 1],
    ['2026-01-03', 0, 1],
  ]);
});

it('ends before its end, in the middle of a day too, and takes no day beyond', async () => {
  const { attempts, done } = await exported(5, 30, { archived: [4, 5], logged: [29, 30] });

  expect(attempts).toEqual([5, 29]);
  expect(done).toHaveLength(2);
});
