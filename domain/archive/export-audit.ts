import { dayOf, daysBetween } from '../common/day.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import { type ArchivedRow, type AttemptPlace, rowKey } from './archived-row.ts';
import type { AttemptLog } from './look-at-day.ts';

/** Which attempts: those of an org that began in a time, epoch ms, without its end. */
export interface Exported {
  readonly org: string;
  readonly from: number;
  readonly to: number;
}

export interface ExportPorts {
  readonly log: Pick<AttemptLog, 'places' | 'rows'>;
  readonly archive: { rows(org: string, day: string): AsyncIterable<ArchivedRow> };
  /** Those that may have rows in the log. */
  readonly targets: readonly TargetIdentity[];
  /** A day (UTC) is done: how many rows of it came from where. */
  done(day: string, counts: { readonly archived: number; readonly logged: number }): void;
}

/** Rows of the log that are read at once. */
const readAtOnce = 500;

/**
 * The attempts of a time, each once: of each day what the archive has, and then what only the log has. Never more of them are in
 * memory than an object of the archive holds, and the keys of a day. In the order of days; within one in no order.
 */
export async function* exportAudit(
  { org, from, to }: Exported,
  ports: ExportPorts,
): AsyncGenerator<ArchivedRow> {
  const isWanted = ({ started_at }: { readonly started_at: string }) =>
    Date.parse(started_at) >= from && Date.parse(started_at) < to;
  for (const day of daysBetween(dayOf(from), dayOf(to - 1))) {
    const keys = new Set<string>();
    const counts = { archived: 0, logged: 0 };
    for await (const row of ports.archive.rows(org, day)) {
      keys.add(rowKey(row));
      if (!isWanted(row)) continue;
      counts.archived += 1;
      yield row;
    }
    for await (const row of onlyLogged(day, keys, { isWanted, ports })) {
      counts.logged += 1;
      yield row;
    }
    ports.done(day, counts);
  }
}

async function* onlyLogged(
  day: string,
  archived: ReadonlySet<string>,
  { isWanted, ports }: { isWanted: (place: AttemptPlace) => boolean; ports: ExportPorts },
): AsyncGenerator<ArchivedRow> {
  for (const target of ports.targets) {
    for await (const places of ports.log.places(target, day)) {
      const left = places.filter((place) => isWanted(place) && !archived.has(rowKey(place)));
      for (let at = 0; at < left.length; at += readAtOnce)
        yield* await ports.log.rows(target, left.slice(at, at + readAtOnce));
    }
  }
}
