import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostawayChannel } from '../../../adapters/hostaway/hostaway.ts';
import { mapUnit } from '../../../adapters/hostaway/mapping/map-unit.ts';
import { ChannelCallError, type Payload } from '../../../domain/channel/channel.ts';
import type { Secret } from '../../../domain/credentials/credentials.ts';
import type { FieldMappingProfile } from '../../../domain/targets/target.ts';
import {
  type HostawaySimulator,
  startHostawaySimulator,
} from '../../../local/hostaway/simulator.ts';
import { aUnit } from '../../builders/unit.ts';
import { wordsOf } from '../../support/words-of.ts';

const listingId = '0b0f4f0a-1111-5222-8333-444455556666';
const options = {
  idempotency_key: 'f'.repeat(64),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
const byToken: Secret = { credentials: { api_token: 'local-hostaway-token' } };
const byKey: Secret = { credentials: { account_id: '10001', api_key: 'local-hostaway-key' } };

let simulator: HostawaySimulator;
beforeEach(async () => {
  simulator = await startHostawaySimulator({ limits: 'none', tokenDelayMs: 10 });
});
afterEach(() => simulator.stop());

const channel = hostawayChannel({
  allowPrivateBaseUrls: () => true,
  timeoutMs: 1_000,
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / 20)),
});

/** A connected session, with the token in its hands. */
async function aSession(secret: Secret = byToken) {
  let kept = secret;
  const session = channel.connect({
    base_url: simulator.url,
    turn: async () => {},
    secret: {
      read: async () => kept,
      write: async (changed) => {
        kept = changed;
      },
    },
  });
  await session.authenticate();
  return session;
}

async function aPayload(
  session: Awaited<ReturnType<typeof aSession>>,
  over = {},
  profile: FieldMappingProfile = 'public_api',
): Promise<Payload> {
  const reference = await wordsOf(session);
  return (await mapUnit({ unit: aUnit(over), listing_id: listingId, profile, reference })).payload;
}

const held = () => simulator.listings().map(({ listing }) => listing);

describe('against a Hostaway', () => {
  it('a mapped unit arrives whole, changes and goes', async () => {
    const session = await aSession();
    const payload = await aPayload(session);

    const created = await session.create(payload, options);
    expect(created).toMatchObject({ kind: 'accepted', external_listing_id: expect.any(String) });
    const id = created.kind === 'accepted' ? (created.external_listing_id ?? '') : '';

    const { listingImages, listingAmenities, listingBedTypes, ...scalars } = payload;
    expect(held()).toMatchObject([scalars]);
    expect(held()[0]?.listingAmenities).toHaveLength(2);

    const renamed = await aPayload(session, { name: 'Villa Rossa', amenities: [] });
    expect(await session.update(id, renamed, options)).toMatchObject({ kind: 'accepted' });
    expect(held()[0]).toMatchObject({ name: 'Villa Rossa', description: 'Above the sea.' });
    expect(held()[0]?.listingAmenities).toHaveLength(2);

    expect(await session.remove(id, options)).toMatchObject({ kind: 'accepted' });
    expect(await session.remove(id, options)).toMatchObject({ kind: 'missing' });
    expect(await session.update(id, renamed, options)).toMatchObject({ kind: 'missing' });
    expect(held()).toEqual([]);
  });

  it('names of the specification are answered with success and change nothing but what the names share', async () => {
    const session = await aSession();
    const payload = await aPayload(session, {}, 'specification');

    expect(await session.create(payload, options)).toMatchObject({ kind: 'accepted' });
    expect(held()[0]).toMatchObject({ name: 'Villa Azzurra', price: 189.5 });
    expect(held()[0]?.personCapacity ?? null).toBeNull();
  });

  it.each([
    { kind: 'drop' as const },
    { kind: 'truncated_json' as const },
    { kind: 'not_json' as const },
    { kind: 'timeout' as const, commit: true },
    { kind: 'server_error' as const, commit: true },
  ])('a create that was carried out, but not confirmed ($kind), is found again', async (fault) => {
    const session = await aSession();
    const payload = await aPayload(session);
    simulator.control.addFault({ ...fault, count: 1, match: { writes_only: true } });

    expect(await session.create(payload, options)).toMatchObject({ kind: 'unclear' });

    expect(await session.find({ listing_id: listingId })).toMatchObject({
      kind: 'found',
      listing: {
        external_listing_id: String(simulator.listings()[0]?.id),
        listing_id: listingId,
      },
    });
    expect(simulator.listings()).toHaveLength(1);
  });

  it('what is not kept is told: fields that are ignored, names it does not know, broken pictures', async () => {
    const session = await aSession();
    const fieldsOf = async (payload: Payload) => {
      const outcome = await session.create(payload, options);
      return outcome.kind === 'accepted' ? outcome.not_kept?.map(({ field }) => field) : outcome;
    };
    const broken = { url: 'https://img.example.com/broken.jpg', sort_order: 90 };
    const { media_assets } = aUnit();

    expect(await fieldsOf(await aPayload(session))).toEqual([]);
    expect(
      await fieldsOf(await aPayload(session, { media_assets: [...media_assets, broken] })),
    ).toEqual(['listingImages']);
    expect(await fieldsOf(await aPayload(session, {}, 'specification'))).toEqual(
      expect.arrayContaining(['accommodates', 'photos']),
    );
    simulator.control.addFault({ kind: 'ignore', fields: ['price'] });
    expect(await fieldsOf(await aPayload(session))).toEqual(['price']);
  });

  it('a create that was not carried out is not found', async () => {
    const session = await aSession();
    const payload = await aPayload(session);
    simulator.control.addFault({ kind: 'server_error', count: 1, match: { writes_only: true } });

    expect(await session.create(payload, options)).toMatchObject({
      kind: 'unclear',
      http_status: 503,
    });
    expect(await session.find({ listing_id: listingId })).toEqual({ kind: 'absent' });
  });

  it.each(['unix_time', 'seconds', 'http_date'] as const)(
    'the wait of a 429 is understood (%s)',
    async (hint) => {
      const session = await aSession();
      simulator.control.addFault({ kind: 'rate_limit', hint, retry_after_ms: 5_000 });
      const before = Date.now();

      const outcome = await session.update('1', { name: 'x' }, options);

      expect(outcome).toMatchObject({ kind: 'rate_limited', http_status: 429 });
      const retryAt = outcome.kind === 'rate_limited' ? (outcome.retry_at ?? 0) : 0;
      expect(retryAt).toBeGreaterThan(before + 3_000);
      expect(retryAt).toBeLessThan(Date.now() + 7_000);
    },
  );

  it('a 429 without a hint says so', async () => {
    const session = await aSession();
    simulator.control.addFault({ kind: 'rate_limit', hint: 'none' });

    expect(await session.update('1', {}, options)).toMatchObject({
      kind: 'rate_limited',
      retry_at: null,
    });
  });

  it('content it dislikes is a validation error', async () => {
    const session = await aSession();
    const payload = { name: 'x', cancellationPolicy: 'whatever' };

    const outcome = await session.create(payload, options);

    expect(outcome).toMatchObject({ kind: 'refused', validation: true });
    expect(outcome.error_message).toContain('cancellationPolicy');
  });

  it('a revoked token is replaced where there is an API key, and only there', async () => {
    const [keyed, tokened] = [await aSession(byKey), await aSession(byToken)];
    simulator.control.revokeTokens();

    for (const session of [keyed, tokened]) {
      const outcome = await session.create({ name: 'x' }, options);
      expect(outcome).toMatchObject({ kind: 'unauthorized', http_status: 403 });
    }
    expect(await tokened.renewCredentials()).toBe(false);
    expect(await keyed.renewCredentials()).toBe(true);
    expect(await keyed.create({ name: 'x' }, options)).toMatchObject({ kind: 'accepted' });
  });

  it('a wrong API key is told apart from an outage', async () => {
    const wrong = { credentials: { account_id: '10001', api_key: 'wrong-key' } };
    const error: unknown = await aSession(wrong).catch((caught: unknown) => caught);

    expect(error).toBeInstanceOf(ChannelCallError);
    expect(error).toMatchObject({ outcome: { kind: 'unauthorized', http_status: 401 } });
  });

  it('two hundred and one listings are three pages', async () => {
    const session = await aSession();
    for (let index = 0; index < 201; index++) {
      await session.create({ name: `Home ${String(index).padStart(3, '0')}` }, options);
    }
    const pages = await leaf(session);

    expect(pages.map(({ items }) => items.length)).toEqual([100, 100, 1]);
    expect(new Set(idsOf(pages)).size).toBe(201);
    expect(pages[2]).toMatchObject({ items: [{ name: 'Home 200' }], incomplete: null });
  });

  const lies = ['ignores_offset', 'counts_nothing', 'shuffles_ties', 'has_a_bad_row'] as const;
  it.each(lies)(
    'a list that %s ends, shows none twice and proves nothing that is not so',
    async (habit) => {
      const session = await aSession();
      for (let index = 0; index < 120; index++) await session.create({ name: 'Home' }, options);
      await session.create(await aPayload(session), options);
      // All others are touched, so that it is the last.
      for (const { id, marker } of simulator.listings())
        if (marker === null) await session.update(String(id), { price: 100 }, options);
      simulator.control.addFault({ kind: 'list', habits: [habit] });

      const pages = await leaf(session);
      const ids = idsOf(pages);

      expect(new Set(ids).size).toBe(ids.length);
      expect(pages.at(-1)?.incomplete === null).toBe(habit === 'counts_nothing');
      let found = await session.find({ listing_id: listingId });
      while (found.kind === 'more')
        found = await session.find({ listing_id: listingId, cursor: found.cursor });
      expect(found.kind).not.toBe('absent');
    },
  );
});

type Session = Awaited<ReturnType<typeof aSession>>;

async function leaf(session: Session) {
  const pages = [await session.list({ place: null, limit: 100 })];
  for (let last = pages[0]; last?.next; last = pages.at(-1))
    pages.push(await session.list({ place: last.next, limit: 100 }));

  return pages;
}

function idsOf(pages: Awaited<ReturnType<typeof leaf>>): string[] {
  return pages.flatMap(({ items }) => items.map((item) => item.external_listing_id));
}
