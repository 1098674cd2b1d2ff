import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listingId } from '../../../domain/common/ids.ts';
import { aUnitBody, demo, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

let api: ListingsApi;
let target_id: string;
beforeAll(async () => {
  api = await startListingsApi();
  target_id = await api.putTarget();
});
beforeEach(() => {
  api.events.length = 0;
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const link = (body: unknown, options = {}) =>
  api.call('POST /api/channels/listings', { body, ...options });

describe('linking a unit to a target', () => {
  it.each(['{"unit_id":"\\ud800"}', '{"unit_id":1e400}'])(
    'refuses %s by field, also when it may be sent again',
    async (body) => {
      const { status, json } = await link(body, { headers: { 'idempotency-key': 'again' } });

      expect([status, json.type]).toEqual([422, '/problems/validation']);
    },
  );

  it('makes a pending listing and the request to sync it, in one write', async () => {
    const unit_id = await api.putUnit();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

    const { status, json, headers } = await link(
      { unit_id, target_id },
      { headers: { traceparent } },
    );

    expect(status).toBe(201);
    expect(headers.etag).toBe('"1"');
    expect(headers.location).toBe(`/api/channels/listings/${json.id}`);
    expect(json).toMatchObject({
      id: listingId(unit_id, target_id),
      unit_id,
      space_id: null,
      target_id,
      status: 'active',
      sync_status: 'pending',
      external_listing_id: null,
      last_payload_hash: null,
    });
    const row = await api.row(json.id);
    expect(row).toMatchObject({
      dispatch: 'normal',
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      due_shard: json.id.slice(0, 1),
      revision: 1,
    });
    const wait = Date.parse(row.due_at ?? '') - Date.parse(row.updated_at);
    expect(wait).toBe(180_000);
    expect(api.events).toMatchObject([
      { name: 'channel.listing.linked', listing_id: json.id, unit_id, target_id },
    ]);
  });

  it('shows nothing of what only the system needs', async () => {
    const { json } = await link({ unit_id: await api.putUnit(), target_id });

    expect(Object.keys(json)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pk|sk|due_|dispatch|revision|trace_id)/)]),
    );
  });

  it('refuses a unit that is switched off, until it is on', async () => {
    const unit_id = await api.putUnit({ is_active: false });

    const off = await link({ unit_id, target_id });

    expect(off.status).toBe(422);
    expect(off.json).toMatchObject({
      type: '/problems/unit-inactive',
      errors: [{ path: 'unit_id', message: 'the unit has is_active: false' }],
    });
  });

  it('refuses the second link of the same pair', async () => {
    const unit_id = await api.putUnit();
    await link({ unit_id, target_id });

    const again = await link({ unit_id, target_id });

    expect(again.status).toBe(409);
    expect(again.json.type).toBe('/problems/already-linked');
  });

  it('makes one listing when many link the same pair at once', async () => {
    const unit_id = await api.putUnit();

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => link({ unit_id, target_id })),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
    expect(api.events).toHaveLength(1);
  });

  it.each([
    { lacks: 'name', over: { name: '' }, path: 'name' },
    { lacks: 'capacity', over: { capacity_adults: null }, path: 'capacity_adults' },
    { lacks: 'room for anyone', over: { capacity_adults: 0 }, path: 'capacity_adults' },
    { lacks: 'address', over: { address: null }, path: 'address' },
    { lacks: 'country', over: { address: { city: 'Miami' } }, path: 'address.country_code' },
    { lacks: 'street and city', over: { address: { country_code: 'US' } }, path: 'address.city' },
    { lacks: 'pictures', over: { media_assets: [] }, path: 'media_assets' },
    {
      lacks: 'a primary picture',
      over: { media_assets: [{ url: 'https://images.example.com/a.jpg' }] },
      path: 'media_assets',
    },
  ])('refuses a unit that lacks $lacks', async ({ over, path }) => {
    const { status, json } = await link({ unit_id: await api.putUnit(over), target_id });

    expect(status).toBe(422);
    expect(json.type).toBe('/problems/unit-incomplete');
    expect(json.errors.map((error: { path: string }) => error.path)).toEqual([path]);
  });

  it('names every missing item at once', async () => {
    const unit_id = await api.putUnit({
      name: '',
      capacity_adults: null,
      address: null,
      media_assets: [],
    });

    const { json } = await link({ unit_id, target_id });

    expect(json.errors.map(({ path }: { path: string }) => path)).toEqual([
      'name',
      'capacity_adults',
      'address',
      'media_assets',
    ]);
  });

  it('takes a city and country for an address', async () => {
    const unit_id = await api.putUnit({ address: { city: 'Miami', country_code: 'US' } });

    expect((await link({ unit_id, target_id })).status).toBe(201);
  });

  it('refuses an inactive target', async () => {
    const paused = await api.putTarget({ is_active: false });

    const { status, json } = await link({ unit_id: await api.putUnit(), target_id: paused });

    expect(status).toBe(422);
    expect(json.type).toBe('/problems/target-inactive');
  });

  it('knows no unit and no target of others, nor deleted ones, nor any that never were', async () => {
    const unit_id = await api.putUnit();
    const theirs = await api.putTarget({ org_id: 'other' });
    const deleted = await api.putTarget({ deleted_at: '2026-01-01T00:00:00.000Z' });
    const strangersTarget = await api.putTarget({ org_id: 'other' });

    const answers = await Promise.all([
      link({ unit_id, target_id: theirs }),
      link({ unit_id, target_id: deleted }),
      link({ unit_id, target_id: randomUUID() }),
      link({ unit_id: randomUUID(), target_id }),
      link({ unit_id, target_id: strangersTarget }, { as: 'stranger' }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it('explains that spaces are not for this channel', async () => {
    const { status, json } = await link({ space_id: randomUUID(), target_id });

    expect(status).toBe(422);
    expect(json.type).toBe('/problems/space-not-supported');
    expect(json.detail).toMatch(/unit/);
  });

  it.each([
    { case: 'neither', body: {} },
    { case: 'both', body: { unit_id: randomUUID(), space_id: randomUUID() } },
  ])('wants exactly one of unit and space, not $case', async ({ body }) => {
    const { status, json } = await link({ target_id, ...body });

    expect(status).toBe(422);
    expect(json.errors).toEqual([{ path: 'unit_id', message: expect.any(String) }]);
  });

  it.each(['content', 'viewer'] as const)('is not for the role of %s', async (as) => {
    const answer = await link({ unit_id: await api.putUnit(), target_id }, { as });

    expect(answer.status).toBe(403);
  });
});

describe('adopting an external listing', () => {
  it.each(['..', '.', 'a:b', '007', '0', '9'.repeat(40)])(
    'refuses what is no id of the channel: %s',
    async (external_listing_id) => {
      const { status, json } = await link({
        unit_id: await api.putUnit(),
        target_id: await api.putTarget(),
        external_listing_id,
      });

      expect([status, json.errors?.[0]?.path]).toEqual([422, 'external_listing_id']);
    },
  );

  it('keeps its id', async () => {
    const { json } = await link({
      unit_id: await api.putUnit(),
      target_id,
      external_listing_id: '40161',
    });

    expect(json).toMatchObject({ external_listing_id: '40161', sync_status: 'pending' });
  });

  it('is for one listing of a target only', async () => {
    const body = { target_id, external_listing_id: '40162' };
    const units = await Promise.all([api.putUnit(), api.putUnit(), api.putUnit()]);

    const answers = await Promise.all(units.map((unit_id) => link({ ...body, unit_id })));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409]);
    const elsewhere = await link({
      ...body,
      target_id: await api.putTarget(),
      unit_id: await api.putUnit(),
    });
    expect(elsewhere.status).toBe(201);
  });

  it('is free for another listing once the first is archived', async () => {
    const external_listing_id = '40163';
    const first = await link({ unit_id: await api.putUnit(), target_id, external_listing_id });
    await api.call(`DELETE /api/channels/listings/${first.json.id}`);

    const second = await link({ unit_id: await api.putUnit(), target_id, external_listing_id });

    expect(second.status).toBe(201);
  });

  it('protects what another listing has adopted from being removed by the first', async () => {
    const external_listing_id = '40164';
    const first = await link({ unit_id: await api.putUnit(), target_id, external_listing_id });
    await api.call(`DELETE /api/channels/listings/${first.json.id}`);
    await link({ unit_id: await api.putUnit(), target_id, external_listing_id });

    const removal = await api.call(
      `DELETE /api/channels/listings/${first.json.id}?remove_from_channel=true`,
    );

    expect(removal.status).toBe(409);
    expect(removal.json.type).toBe('/problems/external-listing-taken');
  });

  it('waits until a removal is over', async () => {
    const external_listing_id = '40165';
    const first = await link({ unit_id: await api.putUnit(), target_id, external_listing_id });
    await api.call(`DELETE /api/channels/listings/${first.json.id}?remove_from_channel=true`);

    const second = await link({ unit_id: await api.putUnit(), target_id, external_listing_id });

    expect(second.status).toBe(409);
  });
});

describe('linking an archived listing again', () => {
  it('brings it back with its past and what it has at the channel', async () => {
    const unit_id = await api.putUnit();
    const first = await link({ unit_id, target_id, external_listing_id: '50001' });
    await api.setRow(first.json.id, {
      last_payload_hash: 'a'.repeat(64),
      last_sync_version: 1,
      sync_status: 'ok',
    });
    await api.call(`DELETE /api/channels/listings/${first.json.id}`);

    const again = await link({ unit_id, target_id });

    expect(again.status).toBe(201);
    expect(again.json).toMatchObject({
      id: first.json.id,
      status: 'active',
      sync_status: 'pending',
      external_listing_id: '50001',
      last_sync_version: 1,
      last_payload_hash: null,
      created_at: first.json.created_at,
    });
    expect(await api.row(first.json.id)).toMatchObject({
      dispatch: 'normal',
      due_at: expect.any(String),
    });
  });

  it.each([
    { what: 'what its external listing has had', before: '50011', now: '50011', known: ['lat'] },
    { what: 'nothing of another external listing', before: '50012', now: '50013' },
  ])('knows $what', async ({ before, now, known }) => {
    const unit_id = await api.putUnit();
    const first = await link({ unit_id, target_id, external_listing_id: before });
    await api.setRow(first.json.id, { unsent_fields: ['lat'] });
    await api.call(`DELETE /api/channels/listings/${first.json.id}`);

    const again = await link({ unit_id, target_id, external_listing_id: now });
    expect(again.status).toBe(201);

    const { unsent_fields } = await api.row(first.json.id);
    expect(unsent_fields).toEqual(known);
  });

  it('calls off a removal that has not happened yet', async () => {
    const unit_id = await api.putUnit();
    const first = await link({ unit_id, target_id, external_listing_id: '50002' });
    await api.call(`DELETE /api/channels/listings/${first.json.id}?remove_from_channel=true`);

    expect((await link({ unit_id, target_id })).status).toBe(201);

    expect(await api.row(first.json.id)).not.toHaveProperty('removal_requested');
  });

  it('makes the unit known to the dispatcher again', async () => {
    const { id, unit_id } = await api.link(target_id);
    const pointed = async () =>
      (await api.call(`GET /api/channels/listings?unit_id=${unit_id}&status=active`)).json.items;
    await api.call(`DELETE /api/channels/listings/${id}`);
    expect(await pointed()).toEqual([]);

    await link({ unit_id, target_id });

    expect(await pointed()).toMatchObject([{ id, org_id: demo.org_id }]);
  });
});

describe('an Idempotency-Key', () => {
  it('gives the first answer again instead of a conflict', async () => {
    const body = { unit_id: await api.putUnit(), target_id };
    const headers = { 'idempotency-key': randomUUID() };

    const first = await link(body, { headers });
    const second = await link(body, { headers });

    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(second.headers.etag).toBe(first.headers.etag);
    expect(api.events).toHaveLength(1);
  });

  it('is refused with another body or for another call', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const { id } = await api.link(target_id);
    await link({ unit_id: await api.putUnit(), target_id }, { headers });

    const answers = await Promise.all([
      link({ unit_id: await api.putUnit(), target_id }, { headers }),
      api.call(`POST /api/channels/listings/${id}/retry`, { headers }),
    ]);

    expect(answers.map(({ status, json }) => [status, json.type])).toEqual([
      [422, '/problems/idempotency-key-reused'],
      [422, '/problems/idempotency-key-reused'],
    ]);
  });

  it('lets one of many equal requests through and tells the others so', async () => {
    const body = { unit_id: await api.putUnit(), target_id };
    const headers = { 'idempotency-key': randomUUID() };

    const answers = await Promise.all(Array.from({ length: 5 }, () => link(body, { headers })));

    const statuses = new Set(answers.map(({ status }) => status));
    expect(statuses.has(201)).toBe(true);
    for (const { status, json, headers: told } of answers)
      if (status !== 201) {
        expect([status, json.type]).toEqual([409, '/problems/in-progress']);
        expect(Number(told['retry-after'])).toBeGreaterThan(0);
      }
    expect(api.events).toHaveLength(1);
  });

  it('keeps no refusal: what was in the way may be gone', async () => {
    const unit_id = randomUUID();
    const body = { unit_id, target_id };
    const headers = { 'idempotency-key': randomUUID() };
    const put = (content: object) =>
      api.call(`PUT /api/supply/units/${unit_id}`, { body: content });
    const refused = [await link(body, { headers })];
    await put({ ...aUnitBody, name: '' });
    refused.push(await link(body, { headers }));
    await put(aUnitBody);
    await api.putTarget({ id: target_id, is_active: false });
    refused.push(await link(body, { headers }));
    await api.putTarget({ id: target_id });

    const first = await link(body, { headers });

    expect(refused.map(({ status, json }) => [status, json.type])).toEqual([
      [404, '/problems/not-found'],
      [422, '/problems/unit-incomplete'],
      [422, '/problems/target-inactive'],
    ]);
    expect(first.status).toBe(201);
    expect((await link(body, { headers })).text).toBe(first.text);
  });

  it('lets a conflict be tried again', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const { id } = await api.link(target_id);
    const retry = () => api.call(`POST /api/channels/listings/${id}/retry`, { headers });
    await api.call(`PATCH /api/channels/listings/${id}`, { body: { status: 'paused' } });
    const refused = await retry();
    await api.call(`PATCH /api/channels/listings/${id}`, { body: { status: 'active' } });

    expect([refused.status, (await retry()).status]).toEqual([409, 202]);
  });

  it('is for what the body says, however it is written', async () => {
    const unit_id = await api.putUnit();
    const headers = { 'idempotency-key': randomUUID() };

    const first = await link({ unit_id, target_id }, { headers });
    const again = await api.call('POST /api/channels/listings', {
      headers,
      body: `{ "target_id" : "${target_id}",\n "unit_id":"${unit_id}" }`,
    });

    expect(first.status).toBe(201);
    expect(again.text).toBe(first.text);
  });

  it('belongs to one tenant', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await link({ unit_id: await api.putUnit(), target_id }, { headers });

    const theirs = await link({ unit_id: randomUUID(), target_id }, { headers, as: 'stranger' });

    expect(theirs.status).toBe(404);
  });

  it.each(['', ' ', 'ä', 'x'.repeat(256)])('must be printable and short, not "%s"', async (key) => {
    const answer = await link({}, { headers: { 'idempotency-key': key } });

    expect([answer.status, answer.json.type]).toEqual([400, '/problems/bad-idempotency-key']);
  });
});
