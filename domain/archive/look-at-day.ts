import type { TargetIdentity } from '../targets/target-resources.ts';
import { type ArchivedRow, type AttemptPlace, rowKey } from './archived-row.ts';
import type { DayNote, Look } from './due-look.ts';

/** The log: closed attempts, by target and the UTC day of their start. */
export interface AttemptLog {
  /** In the order of their start, a page at a time. May miss what was written moments ago. */
  places(target: TargetIdentity, day: string): AsyncIterable<readonly AttemptPlace[]>;
  /** Those that are (still) there, in no order. */
  rows(target: TargetIdentity, places: readonly AttemptPlace[]): Promise<ArchivedRow[]>;
  /** Those of them that are past their time. */
  remove(target: TargetIdentity, places: readonly AttemptPlace[]): Promise<void>;
}

/** The archive, by org and day. */
export interface AttemptArchive {
  /** The keys of all rows of a day. */
  keys(org: string, day: string): Promise<Set<string>>;
  /** Rows of one day; the same rows once more replace themselves. */
  add(org: string, day: string, rows: readonly ArchivedRow[]): Promise<void>;
}

export interface DayPorts {
  readonly log: AttemptLog;
  readonly archive: AttemptArchive;
}

/** A day of an org, and its targets, deleted ones included. */
export interface DayOfOrg {
  readonly org: string;
  readonly day: string;
  readonly targets: readonly TargetIdentity[];
  readonly look: Look;
  /** None of its rows has reached its time: what has left the log has left it early. */
  readonly isWhole: boolean;
  /** Of the look before this one. */
  readonly before: DayNote | undefined;
}

/** In rows. */
export interface DayCounts {
  /** In the log, and in the archive when the look began. */
  logged: number;
  archived: number;
  /** Archived by this look. */
  added: number;
  /** Of these, those that an earlier look should have found. */
  missed: number;
  /** Archived, and no longer in the log though their time is not over; or gone between two reads. */
  gone: number;
  removed: number;
}

/** Rows of an object of the archive: some 20 MB before, 2 MB after compression. Also how many are in memory. */
const rowsAtOnce = 10_000;
/** An index and a stale read are behind by no more. */
const settledMs = 900_000;

/**
 * Compares the log of a day with its archive, and archives what that lacks: so it comes to the same however often, and after
 * whatever interruption, it is done. A look that clears removes then what is past its time: only rows that are in the archive.
 */
export async function lookAtDay(day: DayOfOrg, ports: DayPorts): Promise<DayCounts> {
  const keys = await ports.archive.keys(day.org, day.day);
  const counts = { logged: 0, archived: keys.size, added: 0, missed: 0, gone: 0, removed: 0 };
  const found = await archiveLacking(day, { keys, counts, ports });
  if (day.isWhole && day.before !== undefined) counts.gone += counts.archived - found;
  if (day.look === 'clear') await removeArchived(day, { keys, counts, ports });

  return counts;
}

interface Looking {
  /** Of what is archived by now. */
  readonly keys: Set<string>;
  readonly counts: DayCounts;
  readonly ports: DayPorts;
}

/** @returns how many rows of the log were in the archive already */
async function archiveLacking(day: DayOfOrg, looking: Looking): Promise<number> {
  const { keys, counts, ports } = looking;
  let found = 0;
  let rows: ArchivedRow[] = [];
  for (const target of day.targets) {
    for await (const places of ports.log.places(target, day.day)) {
      const lacking = places.filter((place) => !keys.has(rowKey(place)));
      counts.logged += places.length;
      found += places.length - lacking.length;
      const read = await ports.log.rows(target, lacking);
      if (day.isWhole) counts.gone += lacking.length - read.length;
      rows.push(...read);
      while (rows.length >= rowsAtOnce) {
        await archive(day, rows.slice(0, rowsAtOnce), looking);
        rows = rows.slice(rowsAtOnce);
      }
    }
  }
  if (rows.length > 0) await archive(day, rows, looking);

  return found;
}

async function archive(
  { org, day, before }: DayOfOrg,
  rows: readonly ArchivedRow[],
  { keys, counts, ports }: Looking,
): Promise<void> {
  await ports.archive.add(org, day, rows);
  for (const row of rows) keys.add(rowKey(row));
  counts.added += rows.length;
  counts.missed += rows.filter((row) => before && isSeenBy(before, row)).length;
}

/**
 * Whether a look at its day must have found a row. What was closed after it, since its listing was paused say, it could not find; and of
 * what cannot be read nobody knows.
 */
export function isSeenBy(look: DayNote, { completed_at }: ArchivedRow): boolean {
  if (!completed_at) return false;

  return Date.parse(completed_at) + settledMs < Date.parse(look.looked_at);
}

async function removeArchived(day: DayOfOrg, { keys, counts, ports }: Looking): Promise<void> {
  for (const target of day.targets) {
    for await (const places of ports.log.places(target, day.day)) {
      const archived = places.filter((place) => keys.has(rowKey(place)));
      await ports.log.remove(target, archived);
      counts.removed += archived.length;
    }
  }
}
