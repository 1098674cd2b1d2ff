import { randomUUID } from 'node:crypto';
import jsonPatch from 'fast-json-patch';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seals } from '../../../domain/attempts/held-fields.ts';
import { aUnitBody, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

let api: ListingsApi;
let window_key: string;
let listing: { id: string; unit_id: string; target_id: string };
beforeAll(async () => {
  api = await startListingsApi();
});
beforeEach(async () => {
  window_key = randomUUID();
  listing = await api.link(await api.putTarget({ window_key }));
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const path = '/api/channels/listings';
const vocabulary = { property_types: { villa: 7 }, amenities: { pool: 3 }, bed_types: {} };
const preview = async () => (await api.call(`GET ${path}/${listing.id}/preview`)).json;
const diff = (query: string) => api.call(`GET ${path}/${listing.id}/diff${query}`);
const putUnit = (over: object) =>
  api.call(`PUT /api/supply/units/${listing.unit_id}`, { body: { ...aUnitBody, ...over } });
/** What the worker writes once the channel has accepted the payload that the preview shows. */
const noteSent = async () => {
  const { payload_hash, unit_version } = await preview();
  await api.setRow(listing.id, {
    sync_status: 'ok',
    external_listing_id: '77',
    last_sync_version: unit_version,
    last_payload_hash: payload_hash,
    last_synced_at: '2026-01-02T00:00:00.000Z',
  });
  return payload_hash;
};

describe('a preview', () => {
  it('shows what would be created, and says that the vocabulary of the channel is not known yet', async () => {
    const shown = await preview();

    expect(shown).toMatchObject({
      listing_id: listing.id,
      unit_id: listing.unit_id,
      target_id: listing.target_id,
      unit_version: 1,
      is_pinned: false,
      payload: { name: 'Casa Azul', personCapacity: 4 },
      payload_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      last_sent: null,
      differs: true,
      difference: null,
      difference_note: 'Nothing has been sent yet.',
    });
    expect(shown.warnings.at(-1)).toMatchObject({ field: 'vocabulary' });
  });

  it('maps with the vocabulary of the last sync', async () => {
    await api.references.put(window_key, vocabulary);

    const { payload, warnings } = await preview();

    expect(payload.propertyTypeId).toBe(7);
    expect(warnings.map(({ field }: { field: string }) => field)).not.toContain('vocabulary');
  });

  it('names the difference from the payload sent last', async () => {
    await api.references.put(window_key, vocabulary);
    const payload_hash = await noteSent();
    expect(await preview()).toMatchObject({
      differs: false,
      difference: [],
      operation: null,
      held_back: 'unchanged',
    });
    await putUnit({ name: 'Casa Verde', amenities: ['pool'] });

    const shown = await preview();

    expect(shown).toMatchObject({
      unit_version: 2,
      operation: 'update',
      held_back: null,
      last_sent: { unit_version: 1, payload_hash, sent_at: '2026-01-02T00:00:00.000Z' },
      differs: true,
      difference_note: null,
    });
    expect(shown.difference).toContainEqual({ op: 'replace', path: '/name', value: 'Casa Verde' });
    expect(shown.difference).toContainEqual(
      expect.objectContaining({ op: 'add', path: '/listingAmenities' }),
    );
  });

  it('names what the channel has as it is, which the call leaves out', async () => {
    await api.references.put(window_key, vocabulary);
    const { payload, payload_hash } = await preview();
    await noteSent();
    const held_fields = seals(payload, payload_hash, ['listingImages']);
    await api.setRow(listing.id, { held_fields });

    // The label of the listing has the name in it.
    const changed = ['name', 'internalListingName'];
    await putUnit({ name: 'Casa Verde' });
    expect(await preview()).toMatchObject({
      operation: 'update',
      already_held: ['listingImages', ...Object.keys(payload)].filter(
        (field, i, all) => all.indexOf(field) === i && !changed.includes(field),
      ),
      payload: { name: 'Casa Verde', listingImages: payload.listingImages },
    });
    expect((await preview()).difference).toHaveLength(2);

    await api.setRow(listing.id, { remote_unclear: true });
    expect(await preview()).toMatchObject({ operation: 'update', already_held: [] });

    await api.setRow(listing.id, { remote_unclear: undefined, sent_to: 'another account' });
    expect(await preview()).toMatchObject({
      operation: 'update',
      already_held: [],
      last_sent: { payload_hash: null },
      difference_note: expect.stringContaining('another account'),
    });
  });

  it('empties what can be emptied, and removes nothing that the channel keeps', async () => {
    await api.references.put(window_key, vocabulary);
    await putUnit({ description: 'Old', min_nights: 7 });
    const { payload } = await preview();
    const emptied = 'houseRules propertyLicenseNumber cleaningFee street city state zipcode'.split(
      ' ',
    );
    await noteSent();
    await api.setRow(listing.id, { unsent_fields: emptied.filter((name) => !(name in payload)) });
    await putUnit({});

    const { difference, difference_note, warnings } = await preview();

    expect(difference).toEqual([{ op: 'replace', path: '/description', value: '' }]);
    expect(difference_note).toMatch(/keeps fields that this payload no longer has/);
    expect(warnings.map(({ field }: { field: string }) => field)).toContain('min_nights');
  });

  it.each([
    {
      when: 'the vocabulary is gone',
      row: { retry_count: 0 },
      differs: null,
      note: /vocabulary/,
    },
    {
      when: 'the mapping has changed since',
      row: { last_payload_hash: 'a'.repeat(64) },
      known: true,
      differs: true,
      note: /mapping or the vocabulary .* has changed since/,
    },
    {
      when: 'the listing was linked anew',
      row: { last_payload_hash: null },
      known: true,
      differs: true,
      note: /linked anew/,
    },
    {
      when: 'the last write is in doubt',
      row: { remote_unclear: true },
      known: true,
      differs: false,
      note: /answer to the last write never came/,
    },
  ])('says what it does not know when $when', async ({ row, differs, note, known = false }) => {
    if (known) await api.references.put(window_key, vocabulary);
    await noteSent();
    await api.setRow(listing.id, row);

    const shown = await preview();

    expect(shown.differs).toBe(differs);
    expect(shown.difference_note).toMatch(note);
    expect(shown.difference).toEqual([]);
  });

  it('shows the pinned snapshot until the unit changes again', async () => {
    await putUnit({ name: 'Two' });
    await api.call(`POST ${path}/${listing.id}/retry`, { body: { unit_version: 1 } });
    expect(await preview()).toMatchObject({
      is_pinned: true,
      unit_version: 1,
      payload: { name: 'Casa Azul' },
    });

    await putUnit({ name: 'Three' });

    expect(await preview()).toMatchObject({ is_pinned: false, payload: { name: 'Three' } });
  });

  it('says what makes the content unsendable', async () => {
    await putUnit({ name: '' });

    const { errors, operation, held_back, payload } = await preview();

    expect(errors.map(({ path: field }: { path: string }) => field)).toContain('name');
    expect([operation, held_back]).toEqual([null, 'invalid']);
    expect(payload).not.toBeNull();
  });

  it.each([
    { row: { status: 'paused' as const }, why: 'listing-paused' },
    { row: { status: 'archived' as const }, why: 'listing-archived' },
    { row: { lease_until: Date.now() + 60_000 }, why: 'in-progress' },
    { row: { retry_after_at: '2999-01-01T00:00:00.000Z' }, why: 'retry-after' },
  ])('says that $why holds it back', async ({ row, why }) => {
    await api.setRow(listing.id, row);

    expect(await preview()).toMatchObject({ operation: null, held_back: why, differs: true });
  });

  it('says that the target holds it back', async () => {
    await api.putTarget({ id: listing.target_id, window_key, is_active: false });

    expect(await preview()).toMatchObject({ operation: null, held_back: 'target-paused' });
  });

  it('of a removal shows that', async () => {
    await noteSent();
    await api.call(`DELETE ${path}/${listing.id}?remove_from_channel=true`);

    expect(await preview()).toMatchObject({ operation: 'delete', held_back: null });
  });
});

describe('a difference between versions', () => {
  it('leads from the one payload to the other', async () => {
    await putUnit({ name: 'Two', description: 'New', capacity_adults: 2 });

    const { status, json } = await diff('?from=1&to=2');

    expect(status).toBe(200);
    expect(json).toMatchObject({
      from: { unit_version: 1, payload: { name: 'Casa Azul' } },
      to: { unit_version: 2, payload: { name: 'Two', description: 'New' } },
    });
    const { newDocument } = jsonPatch.applyPatch(json.from.payload, json.operations, true);
    expect(newDocument).toEqual(json.to.payload);
    expect((await diff('?from=2&to=2')).json.operations).toEqual([]);
    const back = await diff('?from=2&to=1');
    expect(back.json.operations).toContainEqual({ op: 'replace', path: '/description', value: '' });
  });

  it('knows no version that never was, and says which', async () => {
    const { status, json } = await diff('?from=2&to=99');

    expect([status, json.type]).toEqual([422, '/problems/unknown-version']);
    expect(json.errors.map(({ path: field }: { path: string }) => field)).toEqual(['from', 'to']);
  });

  it.each(['', '?from=1', '?from=0&to=1', '?from=1&to=x', '?from=1&to=1.5', '?from=1&to=1&x=1'])(
    'refuses the query %s',
    async (query) => {
      const { status, json } = await diff(query);

      expect([status, json.type]).toEqual([400, '/problems/bad-query']);
    },
  );
});

it.each(['preview', 'diff?from=1&to=1'])(
  'shows %s to every role, and to no other tenant',
  async (call) => {
    const as = (caller: 'viewer' | 'content' | 'stranger' | 'sibling') =>
      api.call(`GET ${path}/${listing.id}/${call}`, { as: caller });

    expect((await as('viewer')).status).toBe(200);
    expect((await as('content')).status).toBe(200);
    expect((await as('stranger')).status).toBe(404);
    expect((await as('sibling')).status).toBe(404);
    expect((await api.call(`GET ${path}/${randomUUID()}/${call}`)).status).toBe(404);
  },
);
