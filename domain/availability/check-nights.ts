import type { SaidNight } from './said-night.ts';

/** Once a day what a channel shows is compared with what it was told: some take a write and do not do it, and people change things there. */
export const checkEveryMs = 86_400_000;

/** Nights are read back so far ahead (days): few book later. */
export const checkedNights = 365;

export interface Differences {
  /** To be told again. */
  readonly again: readonly string[];
  /** Closed there though they are open here: left so. It may be a reservation that is not known yet, or somebody's block. */
  readonly closed_there: readonly string[];
}

/** Where the channel shows something else than it was told, by date. What it shows nothing of is not known. */
export function differences(
  said: ReadonlyMap<string, SaidNight>,
  shown: ReadonlyMap<string, SaidNight>,
): Differences {
  const again: string[] = [];
  const closed_there: string[] = [];
  for (const [date, told] of said) {
    const there = shown.get(date);
    if (there === undefined) continue;
    const isOpen = told.closed !== true;
    if (isOpen && there.closed === true) {
      if (told.closed === false) closed_there.push(date);
    } else if (!isShown(told, there)) again.push(date);
  }

  return { again, closed_there };
}

/** Nobody can book a night that is closed, whatever it costs. */
function isShown(told: SaidNight, there: SaidNight): boolean {
  if (told.closed === true) return there.closed !== false;
  const { closed: _, ...values } = told;
  const shown: Readonly<Record<string, unknown>> = there;

  return Object.entries(values).every(
    ([name, value]) => shown[name] === undefined || shown[name] === value,
  );
}
