import { describe, expect, it } from 'vitest';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import { previewListing } from '../../../domain/content/preview-listing.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';
import { ShownListing } from '../../fakes/shown-listing.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const at = '2026-03-01T12:00:00.000Z';
const now = Date.parse(at);
const preview = (shown: ShownListing) => previewListing(tenant, shown.listing.id, shown.deps(now));

/** The hash of the payload of a version of that name. */
async function hashOf(name: string): Promise<string> {
  const shown = new ShownListing();
  shown.known = { target: aTarget(), unit: aUnit({ version: 3, name }) };

  return (await preview(shown)).payload_hash ?? '';
}

async function sent(name: string, version: number, over: Partial<StoredListing> = {}) {
  return new ShownListing({
    ...{ external_listing_id: '40161', sync_status: 'ok', last_synced_at: at },
    ...{ last_sync_version: version, last_payload_hash: await hashOf(name), ...over },
  });
}

describe('the preview of a listing that was never sent', () => {
  it('shows the payload that would make it', async () => {
    const shown = new ShownListing();
    const { id, target_id, unit_id } = shown.listing;

    const { payload, ...facts } = await preview(shown);

    expect(payload).toMatchObject({ name: 'third', marker: id });
    expect(facts).toEqual({
      ...{ listing_id: id, target_id, unit_id, unit_version: 3, is_pinned: false },
      ...{ payload_hash: contentHash(payload), warnings: [], errors: [], operation: 'create' },
      ...{
        held_back: null,
        already_held: [],
        last_sent: null,
        differs: true,
        difference: null,
        difference_from: null,
      },
      difference_note: expect.stringContaining('Nothing has been sent'),
    });
  });

  it('says what the vocabulary would add that is not known yet', async () => {
    const shown = new ShownListing();
    shown.reference = {};

    const { payload, warnings } = await preview(shown);

    expect(payload).toMatchObject({ words: [] });
    expect(warnings).toEqual([
      { field: 'vocabulary', message: expect.stringContaining('next sync fetches them') },
    ]);
  });

  it('of a unit that is gone is empty', async () => {
    const shown = new ShownListing();
    shown.known = { target: aTarget() };

    expect(await preview(shown)).toMatchObject({
      ...{ payload: null, payload_hash: null, unit_version: null, is_pinned: false },
      ...{ operation: null, held_back: 'invalid', already_held: [], differs: null },
      errors: [{ path: 'unit', message: expect.stringContaining('no longer exists') }],
    });
  });

  it.each<[string, Partial<StoredListing>, string]>([
    ['paused', { status: 'paused' }, 'listing-paused'],
    ['being sent', { lease_until: now + 1, open_attempt: anOpenAttempt() }, 'in-progress'],
    ['waiting for a retry', { retry_after_at: '2026-03-01T12:00:01.000Z' }, 'retry-after'],
  ])('that is %s makes no call, and says why', async (...[, over, held_back]) => {
    expect(await preview(new ShownListing(over))).toMatchObject({ operation: null, held_back });
  });

  it('makes no call of what the channel would not take', async () => {
    const shown = new ShownListing();
    shown.known = { ...shown.known, unit: aUnit({ name: 'invalid' }) };

    const { operation, held_back, errors } = await preview(shown);

    expect([operation, held_back]).toEqual([null, 'invalid']);
    expect(errors).toMatchObject([{ path: 'name' }]);
  });
});

describe('the preview of a listing that was sent', () => {
  it('compares with what was sent last, made again from its snapshot', async () => {
    const shown = await sent('first', 1);

    expect(await preview(shown)).toMatchObject({
      ...{ operation: 'update', held_back: null, differs: true, difference_note: null },
      last_sent: { unit_version: 1, payload_hash: await hashOf('first'), sent_at: at },
      difference: [{ op: 'replace', path: '/name', value: 'third' }],
      difference_from: { name: 'first' },
    });
  });

  it('has nothing to send that is the same', async () => {
    expect(await preview(await sent('third', 3))).toMatchObject({
      ...{ operation: null, differs: false, difference: [], difference_note: null },
    });
  });

  it('has something to send that an operator asked for, though it is the same', async () => {
    const resync_id = '99999999-9999-4999-8999-000000000001';

    expect(await preview(await sent('third', 3, { resync_id }))).toMatchObject({
      ...{ operation: 'update', held_back: null, differs: false },
    });
  });

  it('shows the snapshot that an operator has pinned', async () => {
    const shown = await sent('third', 3, { pinned_version: 2, pinned_at_version: 3 });

    expect(await preview(shown)).toMatchObject({
      ...{ is_pinned: true, unit_version: 2, operation: 'update' },
      payload: { name: 'second' },
      difference: [{ op: 'replace', path: '/name', value: 'second' }],
    });
  });

  it.each<[string, number, string, Partial<StoredListing>]>([
    ['a write whose answer never came', 1, 'may hold something newer', { remote_unclear: true }],
    ['another account', 1, 'moved to another account', { sent_to: 'account-2' }],
    ['a listing linked anew', 1, 'linked anew', { last_payload_hash: null }],
    ['another mapping', 1, 'mapping', { last_payload_hash: 'c'.repeat(64) }],
  ])('tells what the difference does not show: %s', async (...[, version, words, over]) => {
    const shown = await sent('first', version, over);

    const { difference_note, difference } = await preview(shown);

    expect(difference_note).toContain(words);
    expect(difference).toHaveLength(1);
  });

  it('does not say whether it differs while the vocabulary is unknown', async () => {
    const shown = await sent('first', 1);
    shown.reference = {};

    expect(await preview(shown)).toMatchObject({
      ...{ differs: null, difference_note: expect.stringContaining('lack') },
    });
  });

  it('cannot compare with a version whose snapshot is gone', async () => {
    const shown = await sent('first', 1);
    shown.names = {};

    expect(await preview(shown)).toMatchObject({
      ...{ differs: true, difference: null, last_sent: { unit_version: 1 } },
      difference_note: expect.stringContaining('version 1'),
    });
  });

  it('has nothing to compare with when its unit is gone', async () => {
    const shown = await sent('first', 1);
    shown.known = { target: aTarget() };

    expect(await preview(shown)).toMatchObject({
      ...{ differs: null, difference: null, last_sent: { unit_version: 1 } },
      difference_note: expect.stringContaining('nothing to compare'),
    });
  });

  it('would be removed where that was asked for', async () => {
    const shown = await sent('third', 3, { status: 'archived', removal_requested: true });

    expect(await preview(shown)).toMatchObject({
      ...{ operation: 'delete', held_back: null, already_held: [] },
    });
  });
});

describe('there is no preview', () => {
  it('of a listing without a target', async () => {
    const shown = new ShownListing();
    shown.known = { unit: aUnit() };

    await expect(preview(shown)).rejects.toMatchObject({
      ...{ name: 'NotFoundError', message: expect.stringContaining('target') },
    });
  });

  it('for a channel that nobody can talk to yet', async () => {
    const shown = new ShownListing();
    shown.isSupported = false;

    await expect(preview(shown)).rejects.toMatchObject({
      ...{ slug: 'channel-not-supported', message: expect.stringContaining('hostaway') },
    });
  });
});
