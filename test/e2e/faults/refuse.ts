import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from './plan.ts';
import { note, type RunState, type Subject } from './run-state.ts';

/** A create in doubt is made again when its doubt is over and a sweep has found it, ms. */
const patienceMs = 120_000;

/** The channel refuses one listing, which must not be taken for the credentials of all; later a person sends it again. */
export async function refuse(
  run: RunState,
  subject: Subject,
  {
    fault,
    ms,
    change,
  }: Extract<Action, { do: 'refuse' }> & { readonly change: () => Promise<void> },
): Promise<void> {
  const { arena, hostaway, target, failures } = run;
  const { listing } = subject;
  const external = await externalIdOf(run, listing.id);
  if (external === undefined) return note(run, `listing ${listing.id} is not there to be refused`);
  const match = { path: `/v1/listings/${external}`, writes_only: true };
  const id = hostaway.control.addFault({ ...fault, match });
  await change();
  for (const end = Date.now() + ms; Date.now() < end; await sleep(250)) {
    const { block_reason } = await arena.client.target(target.id);
    if (block_reason !== 'credentials_rejected') continue;
    failures.push(`the target was blocked for a refusal of listing ${listing.id}`);
    break;
  }
  hostaway.control.removeFault(id);
  await arena.client.retryListing(listing.id);
}

/** Waits for the first sync, which makes it; undefined when it does not come. That it must come in the end is judged elsewhere. */
async function externalIdOf({ arena }: RunState, listingId: string): Promise<string | undefined> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await sleep(250)) {
    const { external_listing_id } = await arena.client.listing(listingId);
    if (external_listing_id !== null) return external_listing_id;
  }
  return undefined;
}
