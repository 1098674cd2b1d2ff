import { ConflictError } from '../common/errors.ts';
import type { Clock } from '../common/time.ts';
import type { CalendarStore, CalendarWriter, Claim } from './calendar-store.ts';
import { changeNights, type NightsChange } from './change-nights.ts';
import {
  type Claimant,
  type Holder,
  holdersAt,
  isSame,
  type Night,
  withClaimant,
  withoutClaimant,
} from './night.ts';
import type { NightRange } from './nights.ts';

export interface CalendarDeps {
  readonly calendars: CalendarStore;
  readonly clock: Clock;
}

/** Nights that somebody wants. */
export interface ClaimRequest extends NightRange {
  readonly holder: Holder;
  /** When it ends by itself (timestamp). @default never */
  readonly until?: string;
  /**
   * Whether it waits for nights that others have, and closes the rest meanwhile: for what is so whether we like it or not, such as
   * a guest who has booked elsewhere. Else it gets all of its nights or none.
   */
  readonly waits: boolean;
}

/** A night that was wanted, and who has it instead. */
export interface TakenNight {
  readonly date: string;
  readonly holder: Holder;
}

export interface ClaimResult {
  /** The nights it waits for: a conflict. */
  readonly waiting: readonly TakenNight[];
  readonly changed: readonly NightRange[];
}

/** Others have some of the nights. HTTP 409. */
export class NightsTakenError extends ConflictError {
  override name = 'NightsTakenError';

  constructor(taken: readonly TakenNight[]) {
    super('nights-taken', 'Not all of these nights are free.', {
      errors: taken.map(({ date, holder }) => ({ path: date, message: `has a ${holder.kind}` })),
    });
  }
}

/**
 * Makes a holder's nights exactly those of a range: it gives up what it had elsewhere, and keeps its place where it stays.
 * @throws NightsTakenError when it does not wait, and nothing has changed; ConflictError `busy`
 */
export async function claimNights(
  unit: CalendarWriter,
  request: ClaimRequest,
  { calendars, clock }: CalendarDeps,
): Promise<ClaimResult> {
  let waiting: TakenNight[] = [];
  const plan = async (): Promise<NightsChange> => {
    waiting = [];
    const now = clock();
    const before = await calendars.claim(unit, request.holder);
    return {
      ranges: before === undefined ? [request] : [request, before],
      claim: { before, after: claimAfter(before, request) },
      change: (date, night) => {
        if (!isIn(request, date)) return withoutClaimant(night, request.holder, now);
        const after = withClaimant(night, claimantOf(request), now);
        waiting.push(...takenFrom(request.holder, { date, night: after, now }));
        return after;
      },
      check: () => {
        if (waiting.length > 0 && !request.waits) throw new NightsTakenError(waiting);
      },
    };
  };
  const changed = await changeNights(unit, plan, calendars);

  return { waiting, changed };
}

/**
 * Frees all that a holder has or waits for; who waits for it has it then.
 * @returns the nights that are not as before; undefined when it has no claim @throws ConflictError `busy`
 */
export async function releaseNights(
  unit: CalendarWriter,
  holder: Holder,
  { calendars, clock }: CalendarDeps,
): Promise<readonly NightRange[] | undefined> {
  let isKnown = false;
  const plan = async (): Promise<NightsChange> => {
    const now = clock();
    const before = await calendars.claim(unit, holder);
    isKnown ||= before !== undefined;
    return {
      ranges: before === undefined ? [] : [before],
      claim: { before },
      change: (_, night) => withoutClaimant(night, holder, now),
    };
  };
  const changed = await changeNights(unit, plan, calendars);

  return isKnown ? changed : undefined;
}

function claimAfter(before: Claim | undefined, request: ClaimRequest): Claim {
  const { holder, from, to, until = null } = request;
  const isKept = before?.from === from && before.to === to && before.until === until;

  return isKept ? before : { holder, from, to, until, version: (before?.version ?? 0) + 1 };
}

function claimantOf({ holder, until }: ClaimRequest): Claimant {
  return until === undefined ? holder : { ...holder, until };
}

function takenFrom(
  holder: Holder,
  { date, night, now }: { date: string; night: Night; now: number },
): TakenNight[] {
  const [first] = holdersAt(night, now);

  return first === null || isSame(first, holder) ? [] : [{ date, holder: first }];
}

function isIn({ from, to }: NightRange, date: string): boolean {
  return from <= date && date < to;
}
