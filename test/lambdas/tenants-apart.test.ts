import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { addDays } from '../../domain/common/day.ts';
import { nameBasedId } from '../../domain/common/ids.ts';
import { aUnitBody } from '../support/listings-api.ts';
import type { Caller, TestAnswer } from '../support/test-api.ts';
import { startWholeApi, type WholeApi } from '../support/whole-api.ts';

/** A tenant in one of the worlds: what it has been told so far is what it can name. */
interface Party {
  readonly api: WholeApi;
  readonly as: Caller;
  readonly targets: string[];
  readonly listings: string[];
  readonly keys: string[];
  readonly holds: string[];
  readonly members: string[];
}

let alone: Party;
let among: Party;
let others: readonly Party[];
beforeAll(async () => {
  // Of the same moment, both worlds tell the same times.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-06-01T12:00:00Z') });
  const [one, other] = [await startWholeApi(), await startWholeApi()];
  alone = party(one, 'owner');
  among = party(other, 'owner');
  others = [party(other, 'stranger'), party(other, 'sibling')];
  // Something of each kind, and twice of some.
  for (const who of [alone, among, ...others])
    for (const x of [0, 1, 2]) for (const name of beginnings) await steps[name]?.(who, x, x);
}, 120_000);
afterAll(() => {
  vi.useRealTimers();
  for (const { api } of [alone, among]) {
    api.database.stop();
    expect(api.faults).toEqual([]);
  }
});

function party(api: WholeApi, as: Caller): Party {
  return { api, as, targets: [], listings: [], keys: [], members: [], holds: [] };
}

/** What a tenant may do; `x` and `y` choose among what there is. The same names and addresses for all, to meet where they can. */
type Step = (who: Party, x: number, y: number) => Promise<TestAnswer | undefined>;

const chosen = (ids: readonly string[], x: number) => ids[x % Math.max(1, ids.length)];
const unit = (x: number) => nameBasedId(`unit ${x % 5}`);
/** Some that meet, a few of them past. */
const nights = (y: number) => {
  const from = addDays('2026-05-30', y % 16);
  return { from, to: addDays(from, 1 + (y % 3)) };
};
const channels = '/api/channels';
const webhook = `${channels}/alert-webhook`;

/** A call that names one of these, once there is one. */
const about =
  (kind: 'targets' | 'listings' | 'keys' | 'members', request: string, body?: unknown): Step =>
  async (who, x) => {
    const id = chosen(who[kind], x);
    const options = { as: who.as, ...(body === undefined ? {} : { body }) };
    return id === undefined ? undefined : who.api.call(request.replace('{id}', id), options);
  };
const plain =
  (request: string, body?: unknown): Step =>
  (who) =>
    who.api.call(request, { as: who.as, ...(body === undefined ? {} : { body }) });

/** Remembers what was made. */
const making =
  (
    kind: 'targets' | 'listings' | 'keys' | 'members' | 'holds',
    call: (x: number, who: Party) => [string, object],
  ): Step =>
  async (who, x) => {
    const [request, body] = call(x, who);
    const answer = await who.api.call(request, { as: who.as, body });
    const id = answer.json?.id ?? answer.json?.user_id;
    if (answer.status === 201) who[kind].push(id);
    return answer;
  };

/** Two rows at a time, from page to page by the cursors that it is given. */
const pages =
  (path: string): Step =>
  async ({ api, as }) => {
    const found: TestAnswer[] = [];
    for (let cursor = ''; found.length < 50; ) {
      const page = await api.call(`GET ${path}?limit=2${cursor}`, { as });
      found.push({ ...page, json: { ...page.json, next_cursor: page.json.next_cursor !== null } });
      if (page.json.next_cursor === null) break;
      cursor = `&cursor=${encodeURIComponent(page.json.next_cursor)}`;
    }
    const items = found.flatMap(({ json }) => json.items);
    const counts = found.map(({ json }) => [json.items.length, json.next_cursor]);
    return { ...(found[0] as TestAnswer), json: { items, counts } };
  };

const times = { since: '2026-06-01T11:00:00.000Z', until: '2026-06-01T13:00:00.000Z' };
const steps: Record<string, Step> = {
  'writes a unit': (who, x, y) =>
    who.api.call(`PUT /api/supply/units/${unit(x)}`, {
      as: who.as,
      body: { ...aUnitBody, name: `Name ${y % 3}` },
    }),
  'writes a calendar': (who, x, y) =>
    who.api.call(`PUT /api/supply/units/${unit(x)}/calendar`, {
      as: who.as,
      body: { ranges: [{ ...nights(y), price: x, status: y % 2 ? 'open' : 'closed' }] },
    }),
  'looks at a calendar': (who, x, y) =>
    who.api.call(
      `GET /api/supply/units/${unit(x)}/calendar?from=${nights(y).from}&to=${nights(y).to}`,
      { as: who.as },
    ),
  'holds nights': making('holds', (x) => [
    `POST /api/supply/units/${unit(x)}/holds`,
    { ...nights(x), minutes: 60 },
  ]),
  'gives nights back': async (who, x, y) => {
    const id = chosen(who.holds, y);
    if (id === undefined) return undefined;
    return who.api.call(`DELETE /api/supply/units/${unit(x)}/holds/${id}`, { as: who.as });
  },
  'makes a target': making('targets', (x, { as }) => [
    `POST ${channels}/targets`,
    {
      ...{ name: `Target ${x % 4}`, channel_type: 'hostaway', sync_mode: 'api' },
      credentials: { api_token: `token of ${as}` },
    },
  ]),
  'links a listing': making('listings', (x, { targets }) => [
    `POST ${channels}/listings`,
    { target_id: chosen(targets, x) ?? unit(0), unit_id: unit(x >> 2) },
  ]),
  'adds a member': making('members', (x) => [
    'POST /api/members',
    { email: `ada${x % 4}@x.example`, role: x % 2 ? 'Owner' : 'Viewer' },
  ]),
  'makes a key': making('keys', () => ['POST /api/api-keys', { name: 'A key', role: 'Viewer' }]),
  'pauses a target': about('targets', `PATCH ${channels}/targets/{id}`, { is_active: false }),
  'resumes a target': about('targets', `PATCH ${channels}/targets/{id}`, { is_active: true }),
  'checks a target': about('targets', `POST ${channels}/targets/{id}/health-checks`),
  'looks at a target': about('targets', `GET ${channels}/targets/{id}`),
  'looks at its health': about('targets', `GET ${channels}/targets/{id}/health`),
  'looks at its audit': about('targets', `GET ${channels}/targets/{id}/audit`),
  'looks at what it holds': about('targets', `GET ${channels}/targets/{id}/external-listings`),
  'sends it all again': about('targets', `POST ${channels}/targets/{id}/resync`, {}),
  'recovers it': about('targets', `POST ${channels}/targets/{id}/recover`, times),
  'counts what it would recover': about('targets', `POST ${channels}/targets/{id}/recover`, {
    ...times,
    dry_run: true,
  }),
  'deletes a target': about('targets', `DELETE ${channels}/targets/{id}`),
  'pauses a listing': about('listings', `PATCH ${channels}/listings/{id}`, { status: 'paused' }),
  'retries a listing': about('listings', `POST ${channels}/listings/{id}/retry`, {}),
  'archives a listing': about('listings', `DELETE ${channels}/listings/{id}`),
  'looks at a listing': about('listings', `GET ${channels}/listings/{id}`),
  'changes a member': about('members', 'PATCH /api/members/{id}', { role: 'ContentManager' }),
  'removes a member': about('members', 'DELETE /api/members/{id}'),
  'revokes a key': about('keys', 'DELETE /api/api-keys/{id}'),
  'lists units': pages('/api/supply/units'),
  'lists units in short': pages('/api/supply/unit-summaries'),
  'lists alerts': pages(`${channels}/alerts`),
  'sees an alert': (who, x) =>
    who.api.call(`PATCH ${channels}/alerts/${unit(x)}`, {
      ...{ as: who.as, body: { acknowledged: true } },
    }),
  'sets a webhook': (who, x) =>
    who.api.call(`PUT ${webhook}`, { as: who.as, body: { url: `https://x${x % 3}.example/a` } }),
  'looks at the webhook': plain(`GET ${webhook}`),
  'rotates its secret': plain(`POST ${webhook}/secret`),
  'tests it': plain(`POST ${webhook}/test`),
  'removes it': plain(`DELETE ${webhook}`),
  'lists targets': pages(`${channels}/targets`),
  'lists listings': pages(`${channels}/listings`),
  'lists members': pages('/api/members'),
  'lists keys': pages('/api/api-keys'),
  'looks at the dashboard': plain(`GET ${channels}/health`),
  'scrapes metrics': async ({ api, as }) => {
    const answer = await api.call('GET /api/metrics', { as });
    return { ...answer, json: { items: answer.text.replaceAll('tvl_', '').split('\n') } };
  },
  'counts dead letters': plain(`POST ${channels}/dead-letters/redrive`, { dry_run: true }),
  'redrives dead letters': plain(`POST ${channels}/dead-letters/redrive`),
  'has a job that dies': async ({ api, as, listings }, x) => {
    const listing_id = chosen(listings, x);
    if (listing_id === undefined) return undefined;
    const { target_id, unit_id } = (
      await api.call(`GET ${channels}/listings/${listing_id}`, { as })
    ).json;
    const { json } = await api.call('GET /api/me', { as });
    const job = {
      org_id: json.org_id,
      account_id: json.account_id,
      target_id,
      listing_id,
      unit_id,
    };
    const more = { trace_id: 'a'.repeat(32), reason: 'unit' as const };
    api.letters.push({ id: listing_id, handle: listing_id, job: { ...job, ...more } });
    return undefined;
  },
  'has messages waiting': async ({ api, targets }, x, y) => {
    const id = chosen(targets, x);
    if (id !== undefined) api.depths.set(id, y);
    return undefined;
  },
};

const beginnings = [
  ...['writes a unit', 'makes a target', 'links a listing', 'adds a member', 'makes a key'],
  'has a job that dies',
];

/** An answer without what chance decides; rows that are sorted by such an id are sorted by what else they say. */
function comparable(answer: TestAnswer | undefined): string {
  if (answer === undefined) return 'nothing asked';
  const { status, headers, json } = answer;
  const sorted = (list?: readonly unknown[]) => list?.map(masked).sort();
  const [items, waiting] = [sorted(json?.items), sorted(json?.waiting_listings?.items)];
  return `${status} ${masked(headers)} ${masked({ ...json, items, waiting_listings: waiting })}`;
}

const masked = (value: unknown) =>
  JSON.stringify(value ?? null)
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')
    .replaceAll(/[0-9a-f]{16,}/g, '<hash>')
    .replaceAll(/whsec_[\w+/=]+/g, '<secret>')
    .replaceAll(/tvl_\w+|"(key|prefix)":"[^"]+"/g, '<key>');

const step = fc.record({
  name: fc.constantFrom(...Object.keys(steps)),
  x: fc.nat(63),
  y: fc.nat(63),
  others: fc.array(
    fc.record({
      who: fc.nat(1),
      name: fc.constantFrom(...Object.keys(steps)),
      x: fc.nat(63),
      y: fc.nat(63),
    }),
    { maxLength: 2 },
  ),
});

/** Which windows a world has counted in, each time, of these keys. */
const windowsOf = ({ api }: Party, keys: ReadonlySet<string>) =>
  api.world.recorded
    .filter(({ window_key }) => keys.has(window_key))
    .map(({ made }) => made.length);

it('invariant 12: what a tenant is answered is the same whatever others do meanwhile', async () => {
  let compared = 0;
  const did = async (who: Party, { name, x, y }: { name: string; x: number; y: number }) =>
    (steps[name] as Step)(who, x, y);

  await fc.assert(
    // Each sequence goes on from the last: both worlds have lived through the same of this tenant.
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async (sequence) => {
      for (const one of sequence) {
        for (const other of one.others) await did(others[other.who] as Party, other);
        const [expected, answered] = [await did(alone, one), await did(among, one)];
        expect([one.name, comparable(answered)]).toEqual([one.name, comparable(expected)]);
        if (answered !== undefined) compared += 1;
      }
    }),
    { numRuns: 10, endOnFailure: true },
  );

  const keys = new Set(alone.api.world.recorded.map(({ window_key }) => window_key));
  expect(windowsOf(among, keys)).toEqual(windowsOf(alone, keys));
  console.log(`${compared} answers compared`);
  expect(compared).toBeGreaterThan(100);
}, 240_000);
