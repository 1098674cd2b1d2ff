import { describe, expect, it } from 'vitest';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingSurroundings } from '../../../domain/listings/listing-store.ts';
import { mostWaitingReplays } from '../../../domain/listings/replay.ts';
import { retryListing } from '../../../domain/listings/retry-listing.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
import { uuidOf } from '../../builders/uuid-of.ts';
import { FakeListings } from '../../fakes/fake-listings.ts';

const now = '2026-03-01T12:00:00.000Z';
const [job_id, user_id] = [uuidOf(1), uuidOf(2)];
const trace_id = 'a'.repeat(32);
const unit = aUnit({ version: 5 });
const snapshot = {
  ...{ unit_id: unit.id, org_id: 'demo', account_id: 'main', version: 3 },
  ...{ content: unit, content_hash: 'a'.repeat(64), created_at: now, created_by: null },
};
const plain: ListingSurroundings = { unit, target: aTarget() };
const waiting = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    ...{ id: uuidOf(100 + i), requested_by: user_id, trace_id },
  }));

/** What an operator is answered who retries, and what is written. */
async function retry(
  over: Partial<StoredListing>,
  request: { unit_version?: number; publish_again?: boolean } = {},
  found: ListingSurroundings = plain,
) {
  const listing = aListing(over);
  const listings = new FakeListings({ ...found, listing });
  const caller = { tenant: { org_id: 'demo', account_id: 'main' }, user_id, trace_id };
  const answer = retryListing(
    caller,
    { id: listing.id, ...request },
    {
      listings,
      events: { publish: async () => undefined },
      channelFor: () => undefined,
      clock: () => Date.parse(now),
      newId: () => job_id,
      report: () => undefined,
    },
  );
  const [result, error] = await answer.then(
    (done) => [done, undefined] as const,
    (why: unknown) => [undefined, why] as const,
  );

  return { result, error, set: listings.written[0], removed: listings.removed[0] };
}

describe('a retry', () => {
  it('sends the newest version at once, in the name of who asked', async () => {
    const { result, set, removed } = await retry({
      ...{ sync_status: 'error', error_message: 'no', pinned_version: 3, pinned_at_version: 5 },
      ...{ retry_count: 4, retry_after_at: now },
    });

    expect(result).toEqual({ job_id, unit_version: 5 });
    expect(set).toMatchObject({
      ...{ replay_id: job_id, requested_by: user_id, dispatch: 'priority', error_message: null },
      ...{ retry_count: 0, retry_after_at: null, sync_status: 'pending' },
    });
    expect(removed).toEqual(['pinned_version', 'pinned_at_version']);
  });

  it('sends an older version from its snapshot, which stays until the unit changes', async () => {
    const { result, set, removed } = await retry({}, { unit_version: 3 }, { ...plain, snapshot });

    expect(result).toEqual({ job_id, unit_version: 3 });
    expect(set).toMatchObject({ pinned_version: 3, pinned_at_version: 5 });
    expect(removed).toEqual([]);
  });

  it('of the newest version by its number is as one without', async () => {
    const { result, set } = await retry({}, { unit_version: 5 }, { ...plain, snapshot });

    expect(result).toEqual({ job_id, unit_version: 5 });
    expect(set).not.toHaveProperty('pinned_version');
  });

  it('waits behind the one that is still to be sent', async () => {
    const others = waiting(1);

    const { result, set, removed } = await retry(
      { replay_id: uuidOf(9), waiting_replays: others },
      { unit_version: 3 },
      { ...plain, snapshot },
    );

    expect(result).toEqual({ job_id, unit_version: 3 });
    expect(set).toEqual({
      waiting_replays: [
        ...others,
        {
          ...{ id: job_id, requested_by: user_id, trace_id },
          ...{ pinned_version: 3, pinned_at_version: 5 },
        },
      ],
      updated_at: now,
    });
    expect(removed).toEqual([]);
  });

  it('is the first to wait where none does', async () => {
    const { set } = await retry({ replay_id: uuidOf(9) });

    expect(set?.waiting_replays).toMatchObject([{ id: job_id }]);
  });

  it('is the last that finds room', async () => {
    const before = waiting(mostWaitingReplays - 1);

    const { set } = await retry({ replay_id: uuidOf(9), waiting_replays: before });

    expect(set?.waiting_replays).toHaveLength(mostWaitingReplays);
  });

  it('leaves the external listing alone unless it is to be published again', async () => {
    const gone = { external_listing_id: '1', gone_external_id: '1', status: 'error' } as const;

    expect((await retry(gone)).set).not.toHaveProperty('external_listing_id');
    expect((await retry(gone, { publish_again: true })).set).toMatchObject({
      ...{ external_listing_id: null, last_payload_hash: null, remote_unclear: true },
    });
  });
});

describe('a retry is refused, and nothing written,', () => {
  const target = aTarget();
  const inactive = { slug: 'target-inactive', message: expect.stringContaining('Resume it first') };
  const unknown = {
    slug: 'unknown-version',
    message: expect.stringContaining('no such version'),
    errors: [{ path: 'unit_version', message: 'must be from 1 to 5' }],
  };

  it.each<[string, Partial<StoredListing>, object]>([
    [
      'archived',
      { status: 'archived' },
      { slug: 'listing-archived', message: expect.stringContaining('Link its unit') },
    ],
    [
      'paused',
      { status: 'paused' },
      { slug: 'listing-paused', message: expect.stringContaining('Resume it') },
    ],
    [
      'full of replays',
      { replay_id: uuidOf(9), waiting_replays: waiting(mostWaitingReplays) },
      { slug: 'too-many-replays', message: expect.stringContaining('11 replays') },
    ],
  ])('of a listing that is %s', async (...[, over, refusal]) => {
    const { error, set } = await retry(over);

    expect(error).toMatchObject(refusal);
    expect(set).toBeUndefined();
  });

  it.each<[string, ListingSurroundings]>([
    ['is gone', { unit }],
    ['is paused', { unit, target: { ...target, is_active: false } }],
    ['is deleted', { unit, target: { ...target, deleted_at: now } }],
  ])('when its target %s', async (_, found) => {
    expect((await retry({}, {}, found)).error).toMatchObject(inactive);
  });

  it.each([
    { what: 'a version to come', unit_version: 6, found: { ...plain, snapshot } },
    { what: 'a version without a snapshot', unit_version: 3, found: plain },
  ])('with $what', async ({ unit_version, found }) => {
    expect((await retry({}, { unit_version }, found)).error).toMatchObject(unknown);
  });

  it('with a version of a unit that is gone', async () => {
    const { error } = await retry({}, { unit_version: 3 }, { target, snapshot });

    expect(error).toMatchObject({ slug: 'unknown-version' });
  });

  it('to publish again what the channel still has', async () => {
    const { error } = await retry({ external_listing_id: '1' }, { publish_again: true });

    expect(error).toMatchObject({
      slug: 'not-gone',
      message: expect.stringContaining('without publish_again'),
    });
  });
});
