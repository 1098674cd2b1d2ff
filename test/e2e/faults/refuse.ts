import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from './plan.ts';
import type { RunState, Subject } from './run-state.ts';

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

/** Waits for the first sync, which makes it. */
async function externalIdOf({ arena }: RunState, listingId: string): Promise<string> {
  for (const end = Date.now() + 30_000; Date.now() < end; await sleep(250)) {
    const { external_listing_id } = await arena.client.listing(listingId);
    if (external_listing_id !== null) return external_listing_id;
  }
  throw new Error(`listing ${listingId} has not been made`);
}
