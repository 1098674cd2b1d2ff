import type { Work } from '../attempts/attempt.ts';
import type { Found } from '../channel/channel.ts';
import { callKind } from '../pacing/reserve-starts.ts';
import type { Pass } from './pass.ts';

/**
 * Looks for a listing at the channel for as long as the pass may, and notes on it how far that came, so that the next pass goes on there
 * and a no is not asked for twice. `early`: the channel may still make the listing, so that only finding it means something; for
 * that one step is enough, since what is newest is shown first.
 * @throws ChannelCallError @throws NoTurnError
 */
export async function search(work: Work, early: boolean, pass: Pass): Promise<Found> {
  const { deps, connected, deadline } = pass;
  const { listing } = work;
  const wanted = { listing_id: listing.id, kind: callKind(work), deadline };
  let look = listing.look;
  for (;;) {
    if (look?.kind === 'absent') return look;
    const found = await connected.session.find({ ...wanted, cursor: look?.cursor });
    if (found.kind === 'found' || found.kind === 'unsure' || early) return found;
    await deps.store.noteLook(listing, found);
    if (deps.clock() >= deadline) return found;
    look = found;
  }
}
