import type { Report } from '../common/report.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import type { RegistryEntry } from '../targets/target-resources.ts';
import { type DayNote, daysToLookAt, dueLook, isWhole } from './due-look.ts';
import { type DayPorts, lookAtDay } from './look-at-day.ts';

/** When which day of an org was looked at. Without its notes a day is looked at anew, which does no harm. */
export interface LookNotes {
  /** By day. */
  of(org: string): Promise<ReadonlyMap<string, DayNote>>;
  keep(org: string, note: DayNote): Promise<void>;
}

export interface KeeperPorts extends DayPorts {
  /** All that may have rows in the log, those that are deleted included. */
  targets(): AsyncIterable<RegistryEntry>;
  readonly notes: LookNotes;
  readonly report: Report;
  readonly clock: Clock;
}

/** `looks` in days of orgs, `failed` in orgs, the others in rows. `finished`: nothing that is due is left for the next round. */
export interface KeeperResult {
  looks: number;
  added: number;
  removed: number;
  /** Between log and archive, where there should have been none. Mended, as far as the log still has the rows. */
  differences: number;
  failed: number;
  finished: boolean;
}

/**
 * Brings the archive of the audit up to the log, and the log down to its time: every look at a day of an org that is due, the oldest
 * day first. An org that fails is reported and stops no other. No day is begun after `until` (epoch ms); the next round goes on there.
 */
export async function keepAudit(until: number, ports: KeeperPorts): Promise<KeeperResult> {
  const result = { looks: 0, added: 0, removed: 0, differences: 0, failed: 0, finished: true };
  const orgs = [...(await targetsByOrg(ports))];
  // Another one first in each hour: an org whose days take all the time delays no other for good.
  const first = Math.floor(ports.clock() / 3_600_000) % Math.max(1, orgs.length);
  for (const [org, targets] of [...orgs.slice(first), ...orgs.slice(0, first)]) {
    try {
      await keepOrg({ org, targets, until, result }, ports);
    } catch (error) {
      result.failed += 1;
      ports.report('archive-failed', { org_id: org, error });
    }
  }

  return result;
}

async function targetsByOrg(ports: KeeperPorts): Promise<Map<string, RegistryEntry[]>> {
  const all: RegistryEntry[] = [];
  for await (const target of ports.targets()) all.push(target);

  return Map.groupBy(all, ({ org_id }) => org_id);
}

interface Org {
  readonly org: string;
  readonly targets: readonly RegistryEntry[];
  readonly until: number;
  readonly result: KeeperResult;
}

async function keepOrg({ org, targets, until, result }: Org, ports: KeeperPorts): Promise<void> {
  const notes = await ports.notes.of(org);
  const since = Math.min(...targets.map(({ registered_at }) => Date.parse(registered_at)));
  for (const day of daysToLookAt(since, ports.clock())) {
    const before = notes.get(day);
    const look = dueLook(day, before, ports.clock());
    if (look === undefined) continue;
    if (ports.clock() > until) {
      result.finished = false;
      return;
    }
    const now = ports.clock();
    const looked_at = toTimestamp(now);
    const isDayWhole = isWhole(day, now);
    const counts = await lookAtDay({ org, day, targets, look, before, isWhole: isDayWhole }, ports);
    const differences = counts.missed + counts.gone;
    if (differences > 0) ports.report('archive-differs', { org_id: org, day, look, ...counts });
    // After what it has found was told: a crash in between tells it twice, and not never.
    await ports.notes.keep(org, { day, look, looked_at });
    result.looks += 1;
    result.added += counts.added;
    result.removed += counts.removed;
    result.differences += differences;
  }
}
