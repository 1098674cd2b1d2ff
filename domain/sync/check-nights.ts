import { checkEveryMs, checkedNights, differences } from '../availability/check-nights.ts';
import { type NightsPart, untold } from '../availability/nights-part.ts';
import { nightsOnSale } from '../availability/plan-nights.ts';
import type { SaidNight } from '../availability/said-night.ts';
import { nightsOf, rangesOf } from '../calendar/nights.ts';
import { ChannelCallError } from '../channel/channel.ts';
import { addDays } from '../common/day.ts';
import type { StoredListing } from '../listings/listing.ts';
import { NoTurnError } from '../pacing/turn.ts';
import type { Unit } from '../supply/unit.ts';
import { follow } from './look-first.ts';
import { holdBack, type Pass, waitForTurn } from './pass.ts';
import type { Verdict } from './sync-deps.ts';

/** A channel that does not let its calendar be read is asked again after this (ms). */
const triedAgainMs = 3_600_000;

/** Nights that a listing's channel was told of, and whose they are. */
export interface NightsCheck {
  readonly listing: StoredListing;
  readonly unit: Unit;
  readonly said: ReadonlyMap<string, SaidNight>;
}

/**
 * Reads back what the channel shows, in one call of its leisure, and has told again what is not as it was told. Whatever came of it,
 * the listing is looked at once more, for what is to be sent now.
 */
export async function checkNights(check: NightsCheck, pass: Pass): Promise<Verdict> {
  const { deps, connected, deadline } = pass;
  const { listing, unit, said } = check;
  const silent = await holdBack(pass);
  if (silent !== undefined) return silent;
  const now = deps.clock();
  const { from } = nightsOnSale(unit, now);
  const nights = { from, to: addDays(from, checkedNights), currency: unit.currency ?? null };
  try {
    const id = listing.external_listing_id ?? '';
    const shown = await connected.session.readNights(id, nights, { kind: 'replay', deadline });
    const { again, closed_there } = differences(said, shown);
    if (again.length + closed_there.length > 0)
      deps.report.trouble('nights-differ', {
        ...{ target_id: pass.target.id, listing_id: listing.id },
        ...{ told_again: again.length, closed_there: closed_there.length },
      });

    return await note(check, { checked_at: now, ...againOf(listing, again) }, pass);
  } catch (error) {
    if (error instanceof NoTurnError) return waitForTurn(error, pass);
    if (!(error instanceof ChannelCallError)) throw error;
    const isOfTarget = ['rate_limited', 'unauthorized'].includes(error.outcome.kind);
    const verdict = isOfTarget
      ? await follow(error, { began: now, kind: 'replay' }, pass)
      : undefined;

    return verdict ?? note(check, { checked_at: now - checkEveryMs + triedAgainMs }, pass);
  }
}

function againOf({ nights = untold }: StoredListing, dates: readonly string[]) {
  const again = rangesOf([...(nights.again ?? []).flatMap(nightsOf), ...dates]);

  return again.length === 0 ? {} : { again };
}

async function note(
  { listing }: NightsCheck,
  found: Pick<NightsPart, 'checked_at' | 'again'>,
  { deps }: Pass,
): Promise<Verdict> {
  const nights = { ...(listing.nights ?? untold), ...found };
  await deps.store.amend(listing, { set: { nights }, remove: [] });

  return { kind: 'wait', until: deps.clock() };
}
