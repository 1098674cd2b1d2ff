import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aUnitBody, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

let api: ListingsApi;
beforeAll(async () => {
  api = await startListingsApi();
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const put = (id: string, body: unknown, headers = {}) =>
  api.call(`PUT /api/supply/units/${id}`, { body, headers });

describe('PUT /api/supply/units/{id}', () => {
  it('creates version 1 with an entity tag, a snapshot and the writer', async () => {
    const id = randomUUID();

    const created = await put(id, aUnitBody);

    expect(created.status).toBe(201);
    expect(created.headers.etag).toBe('"1"');
    expect(created.json).toMatchObject({ id, org_id: 'demo', account_id: 'main', version: 1 });
    expect(created.json).not.toHaveProperty('pk');
    const snapshot = await api.call(`GET /api/supply/units/${id}/snapshots/1`);
    expect(snapshot.json).toMatchObject({ unit_id: id, version: 1, content: aUnitBody });
    expect(snapshot.json.created_by).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('keeps the version when the content is the same, whatever the order of keys and nulls', async () => {
    const id = await api.putUnit();
    const shuffled = Object.fromEntries(Object.entries(aUnitBody).toReversed());

    const again = await put(id, { ...shuffled, description: null });

    expect(again.status).toBe(200);
    expect(again.json.version).toBe(1);
    expect((await api.call(`GET /api/supply/units/${id}/snapshots`)).json.items).toHaveLength(1);
  });

  it('raises the version by one with each change and keeps every old content', async () => {
    const id = await api.putUnit();

    const second = await put(id, { ...aUnitBody, name: 'Casa Verde' });
    const third = await put(id, { ...aUnitBody, name: 'Casa Roja' });

    expect([second.json.version, third.json.version]).toEqual([2, 3]);
    expect(third.json.created_at).toBe(second.json.created_at);
    const { items } = (await api.call(`GET /api/supply/units/${id}/snapshots`)).json;
    expect(items.map(({ content }: { content: { name: string } }) => content.name)).toEqual([
      'Casa Roja',
      'Casa Verde',
      'Casa Azul',
    ]);
  });

  it('lets writers of the same moment through one after the other', async () => {
    const id = randomUUID();
    const names = Array.from({ length: 6 }, (_, at) => `Casa ${at}`);

    const answers = await Promise.all(names.map((name) => put(id, { ...aUnitBody, name })));

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 200, 200, 200, 200, 201]);
    expect(answers.map(({ json }) => json.version).toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
    const { items } = (await api.call(`GET /api/supply/units/${id}/snapshots`)).json;
    expect(items.map(({ version }: { version: number }) => version)).toEqual([6, 5, 4, 3, 2, 1]);
  });

  it.each([
    { header: '"1"', status: 200 },
    { header: '"2"', status: 412 },
    { header: 'W/"1"', status: 412 },
    { header: '"1-gzip"', status: 412 },
    { header: '"7", "1"', status: 200 },
    { header: 'W/"1", "2",, W/"a,b"', status: 412 },
    { header: '*', status: 200 },
    { header: '*, "1"', status: 400 },
    { header: '', status: 400 },
    { header: 'nonsense', status: 400 },
  ])('answers $status to If-Match $header at version 1', async ({ header, status }) => {
    const id = await api.putUnit();

    const answer = await put(id, { ...aUnitBody, name: 'Changed' }, { 'if-match': header });

    expect(answer.status).toBe(status);
  });

  it.each([
    { header: '"2"', says: /has changed since it was read: its ETag is "1" now/ },
    { header: 'W/"1"', says: /weak entity tag/ },
    { header: '"1-gzip"', says: /no ETag that this API gives, such as "1"/ },
  ])('says what is wrong with If-Match $header', async ({ header, says }) => {
    const answer = await put(await api.putUnit(), aUnitBody, { 'if-match': header });

    expect(answer.json).toMatchObject({
      type: '/problems/precondition-failed',
      detail: expect.stringMatching(says),
    });
  });

  it.each([
    { headers: { 'if-none-match': '*' }, present: 412, absent: 201 },
    { headers: { 'if-none-match': '"1"' }, present: 412, absent: 201 },
    { headers: { 'if-none-match': 'W/"1"' }, present: 412, absent: 201 },
    { headers: { 'if-none-match': '"2"' }, present: 200, absent: 201 },
    { headers: { 'if-match': '*' }, present: 200, absent: 412 },
    { headers: { 'if-match': '"1"' }, present: 200, absent: 412 },
  ])('with $headers answers $present where a unit is, and $absent where none is', async (each) => {
    const { headers, present, absent } = each;
    const id = await api.putUnit();
    const free = randomUUID();

    const answers = [
      await put(id, { ...aUnitBody, name: 'Other' }, headers),
      await put(free, aUnitBody, headers),
    ];

    expect(answers.map(({ status }) => status)).toEqual([present, absent]);
    const { json } = await api.call(`GET /api/supply/units/${id}`);
    expect(json.name).toBe(present === 200 ? 'Other' : 'Casa Azul');
    const status = absent === 201 ? 200 : 404;
    expect((await api.call(`GET /api/supply/units/${free}`)).status).toBe(status);
  });

  it('names each wrong and each unknown field', async () => {
    const answer = await put(randomUUID(), {
      ...aUnitBody,
      capacity_adults: -1,
      colour: 'blue',
      address: { country_code: 'usa' },
      beds: [{ type: 'throne', quantity: 1 }],
    });

    expect(answer.status).toBe(422);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ type: '/problems/validation', status: 422 });
    expect(answer.json.errors.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      'address.country_code',
      'beds.0.type',
      'capacity_adults',
      'colour',
    ]);
  });

  it('is for owners and content managers', async () => {
    const id = randomUUID();
    const asCaller = (as: 'content' | 'publisher' | 'viewer') =>
      api.call(`PUT /api/supply/units/${id}`, { as, body: aUnitBody });

    expect((await asCaller('viewer')).status).toBe(403);
    expect((await asCaller('publisher')).status).toBe(403);
    expect((await asCaller('content')).status).toBe(201);
  });
});

describe('units of others', () => {
  it.each(['stranger', 'sibling'] as const)('do not exist for a %s', async (as) => {
    const id = await api.putUnit();

    for (const path of ['', '/snapshots', '/snapshots/1']) {
      const answer = await api.call(`GET /api/supply/units/${id}${path}`, { as });
      expect(answer.status).toBe(404);
    }
    for (const list of ['units', 'unit-summaries'])
      expect((await api.call(`GET /api/supply/${list}`, { as })).json.items).toEqual([]);
  });

  it('are left alone by a write under the same id', async () => {
    const id = await api.putUnit();

    const theirs = await api.call(`PUT /api/supply/units/${id}`, {
      as: 'stranger',
      body: { ...aUnitBody, name: 'Theirs' },
    });

    expect(theirs.status).toBe(201);
    expect((await api.call(`GET /api/supply/units/${id}`)).json.name).toBe('Casa Azul');
    await api.call(`PUT /api/supply/units/${id}`, { as: 'sibling', body: aUnitBody });
  });
});

describe('GET /api/supply/unit-summaries', () => {
  const summaryOf = async (id: string) => {
    const { json } = await api.call('GET /api/supply/unit-summaries?limit=100', { as: 'viewer' });

    return json.items.find((item: { id: string }) => item.id === id);
  };

  it('shows a unit in short, at its newest version', async () => {
    const id = await api.putUnit();
    const { json: unit } = await put(id, { ...aUnitBody, name: 'Casa Nueva' });

    expect(await summaryOf(id)).toMatchObject({
      id,
      name: 'Casa Nueva',
      version: 2,
      updated_at: unit.updated_at,
      images: aUnitBody.media_assets.length,
      missing: [],
    });
    expect(await summaryOf(id)).not.toHaveProperty('description');
  });

  it('says of a unit what a link of it is refused for', async () => {
    const id = await api.putUnit({ media_assets: [] });
    const body = { target_id: await api.putTarget(), unit_id: id };

    const refused = await api.call('POST /api/channels/listings', { body });

    expect(refused.status).toBe(422);
    expect((await summaryOf(id)).missing).toEqual(refused.json.errors);
  });
});

describe('lists', () => {
  it.each(['units', 'unit-summaries'])('of %s give each once, page by page', async (list) => {
    for (let count = 0; count < 5; count += 1) await api.putUnit();
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = cursor === '' ? 'limit=2' : `limit=2&cursor=${cursor}`;
      const { json } = await api.call(`GET /api/supply/${list}?${query}`);
      expect(json.items.length).toBeLessThanOrEqual(2);
      seen.push(...json.items.map(({ id }: { id: string }) => id));
      cursor = json.next_cursor;
    }

    const { json } = await api.call(`GET /api/supply/${list}?limit=100`);
    expect(seen).toEqual(json.items.map(({ id }: { id: string }) => id));
    expect(new Set(seen).size).toBe(seen.length);
  });

  it.each(['limit=0', 'limit=101', 'limit=ten', 'limit=1&limit=2', 'page=2', 'limit=1e1'])(
    'refuse the query %s',
    async (query) => {
      const { status, json } = await api.call(`GET /api/supply/units?${query}`);

      expect(status).toBe(400);
      expect(json.type).toBe('/problems/bad-query');
      expect(json.errors).toHaveLength(1);
    },
  );

  it('refuse a cursor that is damaged, of another list or of another tenant', async () => {
    await api.putUnit();
    await api.putUnit();
    const { json } = await api.call('GET /api/supply/units?limit=1');
    const at = (as: 'owner' | 'stranger', path: string, cursor: string) =>
      api.call(`GET ${path}?cursor=${cursor}`, { as });

    const refused = await Promise.all([
      at('owner', '/api/supply/units', 'AAAA'),
      at('owner', '/api/supply/units', `${json.next_cursor.slice(0, -6)}`),
      at('owner', '/api/channels/listings', json.next_cursor),
      at('owner', '/api/supply/unit-summaries', json.next_cursor),
      at('stranger', '/api/supply/units', json.next_cursor),
    ]);

    expect(refused.map(({ status, json: { type } }) => [status, type])).toEqual(
      refused.map(() => [400, '/problems/bad-cursor']),
    );
  });
});

it.each(['GET', 'PUT'])('knows nothing by an id that is no UUID (%s)', async (method) => {
  const answer = await api.call(`${method} /api/supply/units/17`, {
    ...(method === 'PUT' ? { body: aUnitBody } : {}),
  });

  expect(answer.status).toBe(404);
});

it('finds a unit by its id in capitals', async () => {
  const id = await api.putUnit();

  expect((await api.call(`GET /api/supply/units/${id.toUpperCase()}`)).json.id).toBe(id);
});
