import { isDeepStrictEqual } from 'node:util';
import { ConflictError } from '../common/errors.ts';
import type {
  CalendarMonth,
  CalendarStore,
  CalendarWrite,
  CalendarWriter,
} from './calendar-store.ts';
import { type Night, plainNight } from './night.ts';
import { monthOf, type NightRange, nightsOf, rangesOf } from './nights.ts';

/** Writers of one calendar at one moment that all get through: each round at least one does. */
const maxRounds = 30;

/** How the nights of some ranges shall be. */
export interface NightsChange {
  readonly ranges: readonly NightRange[];
  /** The claim that changes with them. */
  readonly claim?: CalendarWrite['claim'];
  change(date: string, night: Night): Night;
  /** Asked when all nights are changed and none is written. @throws what forbids it */
  check?(): void;
}

/**
 * Changes nights from what they are at the moment of the write: whoever was first, the other looks again. `plan` is made
 * anew each time, since what it looks at may have changed as well.
 * @returns the nights that are not as before @throws ConflictError `busy`
 */
export async function changeNights(
  unit: CalendarWriter,
  plan: () => Promise<NightsChange>,
  store: CalendarStore,
): Promise<readonly NightRange[]> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { ranges, claim, change, check } = await plan();
    const read = await store.read(unit, ranges);
    const changed = changedNights(read, ranges, change);
    check?.();
    const months = read.flatMap((month) => withChanges(month, changed));
    const isKept = months.length === 0 && isDeepStrictEqual(claim?.before, claim?.after);
    if (isKept || (await store.write(unit, { months, ...(claim && { claim }) })))
      return rangesOf(changed.keys());
  }
  throw new ConflictError('busy', 'The calendar is being written to by many at once; try again.');
}

function changedNights(
  read: readonly CalendarMonth[],
  ranges: readonly NightRange[],
  change: NightsChange['change'],
): ReadonlyMap<string, Night> {
  const before = new Map(read.flatMap(({ nights }) => [...nights]));
  const dates = [...new Set(ranges.flatMap(nightsOf))].sort();

  return new Map(
    dates.flatMap((date) => {
      const night = before.get(date) ?? plainNight;
      const after = change(date, night);
      return isDeepStrictEqual(night, after) ? [] : [[date, after]];
    }),
  );
}

/** The month as it shall be; none when it stays as it is. */
function withChanges(
  { month, version, nights }: CalendarMonth,
  changed: ReadonlyMap<string, Night>,
): CalendarMonth[] {
  const own = [...changed].filter(([date]) => monthOf(date) === month);

  return own.length === 0 ? [] : [{ month, version, nights: new Map([...nights, ...own]) }];
}
