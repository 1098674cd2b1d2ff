import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aUnitBody, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

let api: ListingsApi;
let known: { id: string; unit_id: string; target_id: string };
beforeAll(async () => {
  api = await startListingsApi();
  known = await api.link();
});
afterAll(() => api.database.stop());

const link = () => ({ unit_id: known.unit_id, target_id: known.target_id });

/** Text that breaks parsers: control and lone surrogate characters, escapes, keys with a meaning. */
const nastyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '__proto__',
    'constructor',
    '%00',
    '../..',
    '1e400',
    '\u2028',
  ),
);
const nastyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(1e-200, 5e-324, 1e300, -0, 2 ** 53, Number.MAX_SAFE_INTEGER),
);
const nastyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
  nastyText,
  nastyNumber,
  fc.constantFrom(null, [], {}, [[]], true),
);
/** JSON text of anything, also where JSON.stringify would tidy up. */
const nastyJson = fc.oneof(
  nastyValue.map((value) => JSON.stringify(value) ?? 'undefined'),
  fc.constantFrom(
    '',
    ' ',
    '{',
    '{"a":1}}',
    'NaN',
    '1e999',
    '{"__proto__":{"x":1}}',
    '{"name":"\\ud800"}',
    '{"name":"\\u0000"}',
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `{"name":"${'x'.repeat(300_000)}"}`,
    '{"capacity_adults":1e400}',
    '{"unit_version":99999999999999999999999}',
    '\ufeff{}',
  ),
);
/** A valid body with some of its fields replaced by anything and unknown ones added. */
const damaged = (body: Record<string, unknown>) =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...Object.keys(body)), nastyValue),
      fc.dictionary(nastyText, nastyValue, { maxKeys: 1 }),
    )
    .map(([replaced, added]) => JSON.stringify({ ...body, ...replaced, ...added }));

const segment = fc.oneof(
  nastyText.map((text) => encodeURIComponent(text.toWellFormed()) || '%20'),
  fc.constantFrom('%', '%E0%A4%A', '%00', '..', 'null', '0', '-1', '1e3'),
);

const calls = [
  'PUT /api/supply/units/{id}',
  'GET /api/supply/units/{id}',
  'GET /api/supply/units',
  'GET /api/supply/units/{id}/snapshots',
  'GET /api/supply/units/{id}/snapshots/{version}',
  'POST /api/channels/listings',
  'GET /api/channels/listings',
  'GET /api/channels/listings/{id}',
  'PATCH /api/channels/listings/{id}',
  'DELETE /api/channels/listings/{id}',
  'POST /api/channels/listings/{id}/retry',
  'GET /api/channels/listings/{id}/history',
] as const;

const request = fc.record({
  call: fc.constantFrom(...calls),
  id: fc.oneof(fc.constantFrom('unit', 'listing'), segment),
  version: segment,
  query: fc.oneof(
    fc.constant(''),
    fc
      .dictionary(
        fc.constantFrom('limit', 'cursor', 'status', 'target_id', 'unit_id', 'x'),
        nastyText,
      )
      .map(
        (query) =>
          `?${Object.entries(query)
            .map(([name, value]) => `${name}=${value.replaceAll(/[&#]/g, '')}`)
            .join('&')}`,
      ),
  ),
  body: fc.oneof(
    nastyJson,
    damaged(aUnitBody),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  ),
  headers: fc.dictionary(
    fc.constantFrom(
      'content-type',
      'if-match',
      'idempotency-key',
      'traceparent',
      'x-amzn-trace-id',
    ),
    fc.oneof(nastyText, fc.constantFrom('application/json', '"1"', '*')),
  ),
});

it('never answers 5xx to what a caller sends', async () => {
  await fc.assert(
    fc.asyncProperty(request, async ({ call, id, version, query, body, headers }) => {
      const real = id === 'unit' ? known.unit_id : id === 'listing' ? known.id : id;
      const path = call.replace('{id}', real).replace('{version}', version);

      const { status, json } = await api.call(`${path}${query}`, { body, headers });

      expect(api.faults).toEqual([]);
      expect(status).toBeLessThan(500);
      if (status >= 400)
        expect(json).toMatchObject({
          type: expect.stringMatching(/^\/problems\/[a-z-]+$/),
          status,
        });
    }),
    { numRuns: 400 },
  );
});

it.each(['{"unit_id":"\\ud800"}', '{"unit_id":1e400}'])(
  'refuses %s by field, also when it may be sent again',
  async (body) => {
    const headers = { 'idempotency-key': 'again', 'content-type': 'application/json' };

    const { status, json } = await api.call('POST /api/channels/listings', { body, headers });

    expect([status, json.type]).toEqual([422, '/problems/validation']);
  },
);

it('never answers 5xx to a unit of the right form with the worst of values', async () => {
  // One at a time: several would mostly end at the first schema.
  const over = fc.oneof(
    fc.record({ name: nastyText }),
    fc.record({ description: nastyText, house_rules: nastyText }),
    fc.record({ timezone: nastyText }),
    fc.record({ beds: fc.tuple(fc.record({ type: fc.constant('king'), quantity: nastyNumber })) }),
    fc.record({ amenities: fc.tuple(fc.constantFrom('__proto__', 'constructor', 'a'.repeat(64))) }),
    fc.record({ address: fc.record({ city: nastyText, state: nastyText }) }),
    fc.record({ address: fc.record({ latitude: nastyNumber, longitude: nastyNumber }) }),
    fc.record({
      media_assets: fc.tuple(
        fc.record({
          url: fc.oneof(
            fc.webUrl({ withQueryParameters: true, withFragments: true }),
            fc.constantFrom('http://\ud800', 'https://[::1]/%00', 'http://a b'),
          ),
          caption: nastyText,
        }),
      ),
    }),
  );

  await fc.assert(
    fc.asyncProperty(fc.uuid({ version: 4 }), over, async (id, damage) => {
      const body = JSON.stringify({ ...aUnitBody, ...damage });
      const { status } = await api.call(`PUT /api/supply/units/${id}`, { body });

      expect(api.faults).toEqual([]);
      expect([201, 422]).toContain(status);
    }),
    { numRuns: 200 },
  );
});

it('never answers 5xx to a damaged body of a link', async () => {
  await fc.assert(
    fc.asyncProperty(damaged(link()), async (body) => {
      const { status } = await api.call('POST /api/channels/listings', { body });

      expect(api.faults).toEqual([]);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 100 },
  );
});

it.each([
  ['GET /api/supply/units', 'units'],
  ['GET /api/channels/listings', 'listings'],
])('never answers 5xx to a forged cursor (%s)', async (call) => {
  await api.putUnit();
  await api.link(known.target_id);
  const page = await api.call(`${call}?limit=1`);
  const genuine = JSON.parse(Buffer.from(page.json.next_cursor, 'base64url').toString());

  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        nastyValue,
        fc.constantFrom(
          'LISTING-ARCHIVED#00000000-0000-4000-8000-000000000000',
          'UNIT#00000000-0000-4000-8000-000000000000',
          'LISTING#zzz',
          { pk: 'TENANT#other#main', sk: 'UNIT#1' },
        ),
      ),
      async (k) => {
        const cursor = Buffer.from(JSON.stringify({ ...genuine, k })).toString('base64url');

        const { status } = await api.call(`${call}?cursor=${cursor}`);

        expect(api.faults).toEqual([]);
        expect([200, 400]).toContain(status);
      },
    ),
    { numRuns: 60 },
  );
});
