import { dayOf } from '../common/day.ts';
import { inParallel } from '../common/in-parallel.ts';
import type { Report } from '../common/report.ts';
import { workByGroup } from '../common/work-by-group.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import type { ArchivedRow } from './archived-row.ts';
import type { DayNote } from './due-look.ts';
import { type AttemptArchive, isSeenBy } from './look-at-day.ts';

export interface RescuePorts {
  readonly archive: Pick<AttemptArchive, 'add'>;
  /** The last look at a day of an org. */
  lastLook(org: string, day: string): Promise<DayNote | undefined>;
  /** Null for a target that is not there. */
  channelOf(target: TargetIdentity): Promise<string | null>;
  readonly report: Report;
}

/** `safe`: it is in the archive. `failed`: perhaps not, and to try once more does no harm. */
export type Rescued = 'safe' | 'failed';

const daysAtOnce = 8;

/**
 * Archives rows that the table is removing for their age, but for those that a look has found before: what was closed weeks after its
 * start, and everything when no look has succeeded for too long. What became of each, in their order.
 */
export async function rescueRows(
  rows: readonly ArchivedRow[],
  ports: RescuePorts,
): Promise<Rescued[]> {
  const groupOf = (row: ArchivedRow) => `${row.org_id}/${dayOfRow(row)}`;

  return workByGroup(rows, { groupOf, atOnce: daysAtOnce }, (day) => rescueDay(day, ports));
}

/** Rows of one day of one org. */
async function rescueDay(
  rows: readonly [ArchivedRow, ...ArchivedRow[]],
  ports: RescuePorts,
): Promise<Rescued> {
  const { org_id } = rows[0];
  const day = dayOfRow(rows[0]);
  try {
    const look = await ports.lastLook(org_id, day);
    const unseen = rows.filter((row) => look === undefined || !isSeenBy(look, row));
    if (unseen.length === 0) return 'safe';
    const shown = await inParallel(unseen, 1, async (row) => {
      const { account_id, target_id: id } = row;
      return { ...row, channel: await ports.channelOf({ org_id, account_id, id }) };
    });
    await ports.archive.add(org_id, day, shown);
    ports.report('archived-at-death', { org_id, day, rows: shown.length });
    return 'safe';
  } catch (error) {
    ports.report('not-archived-at-death', { org_id, day, rows: rows.length, error });
    return 'failed';
  }
}

function dayOfRow({ started_at }: ArchivedRow): string {
  return dayOf(Date.parse(started_at));
}
