import { afterEach, describe, expect, it } from 'vitest';
import { hostawayChannel } from '../../../../adapters/hostaway/hostaway.ts';
import type { ReservationSource } from '../../../../domain/channel/reservations.ts';
import {
  type HostawaySimulator,
  startHostawaySimulator,
} from '../../../../local/hostaway/simulator.ts';
import type { SimulatorOptions } from '../../../../local/hostaway/simulator-options.ts';
import { type Reply, ScriptedServer } from '../../../fakes/scripted-server.ts';

const token = 'given-token-1';
const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Called {
  readonly bookings: ReservationSource;
  readonly turns: { count: number };
}

function connected(url: string): Called {
  const turns = { count: 0 };
  const channel = hostawayChannel({ allowPrivateBaseUrls: () => true, timeoutMs: 5_000 });
  const { bookings } = channel.connect({
    base_url: `${url}/v1`,
    turn: async () => {
      turns.count += 1;
    },
    secret: { read: async () => ({ credentials: { api_token: token } }), write: async () => {} },
  });
  if (bookings === undefined) throw new Error('no bookings');
  return { bookings, turns };
}

/** Bookings of the simulated Hostaway. */
async function simulated(
  options: SimulatorOptions = {},
): Promise<Called & { hostaway: HostawaySimulator }> {
  const hostaway = await startHostawaySimulator({
    accounts: [{ id: 61_148, api_key: 'a key', tokens: [token] }],
    limits: 'none',
    ...options,
  });
  closing.push(() => hostaway.stop());
  return { ...connected(hostaway.url), hostaway };
}

/** Bookings of a server that gives these replies. */
async function scripted(...replies: Reply[]): Promise<Called & { server: ScriptedServer }> {
  const server = await ScriptedServer.start(...replies);
  closing.push(() => server[Symbol.asyncDispose]());
  return { ...connected(server.url), server };
}

const book = (hostaway: HostawaySimulator, over: Record<string, unknown> = {}) =>
  hostaway.control.bookings.book({
    ...{ listingMapId: 7, account_id: 61_148, arrivalDate: '2099-07-01' },
    ...{ departureDate: '2099-07-04', ...over },
  });

/** All there are, page by page. */
async function allOf(
  { bookings }: Called,
  wanted: { changed_since?: string; departing_from?: string },
) {
  const ids: (string | null)[] = [];
  let pages = 0;
  for (let place: string | null = null, first = true; first || place !== null; first = false) {
    const page = await bookings.reservations({ ...wanted, place });
    ids.push(...page.items.map(({ external_reservation_id: id }) => id));
    place = page.next;
    pages += 1;
  }
  return { ids, pages };
}

describe('reservations of Hostaway', () => {
  it('are read one by one, each call in its turn; what is not there is nothing', async () => {
    const { bookings, turns, hostaway } = await simulated();
    const id = book(hostaway);

    expect(await bookings.reservation(String(id))).toMatchObject({
      ...{ external_reservation_id: String(id), external_listing_id: '7', hold: 'holds' },
      ...{ arrival: '2099-07-01', departure: '2099-07-04' },
    });
    expect(await bookings.reservation('999999999')).toBeUndefined();
    expect(turns.count).toBe(2);
  });

  it('are read page by page, those that changed last first, each once', async () => {
    const called = await simulated();
    const ids = called.hostaway.control.bookings.import(
      Array.from({ length: 230 }, (_, n) => ({
        ...{ listingMapId: 7, account_id: 61_148, arrivalDate: '2099-07-01' },
        departureDate: '2099-07-02',
        updatedOn: `2026-06-01 ${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}:00`,
      })),
    );

    const all = await allOf(called, {});
    expect(all.pages).toBe(3);
    expect(all.ids.toSorted()).toEqual(ids.map(String).toSorted());

    const since = await allOf(called, { changed_since: '2026-06-01T03:40:00.000Z' });
    expect(since.pages).toBe(1);
    expect(since.ids).toEqual(ids.slice(-10).map(String).reverse());
  });

  it('can be those alone that are still to end', async () => {
    const called = await simulated();
    const [past, coming] = [
      book(called.hostaway, { arrivalDate: '2026-01-01', departureDate: '2026-01-05' }),
      book(called.hostaway),
    ];

    expect((await allOf(called, { departing_from: '2026-01-06' })).ids).toEqual([String(coming)]);
    expect((await allOf(called, { departing_from: '2026-01-05' })).ids).toContain(String(past));
  });

  it('end where a list takes no notice of where it was to begin', async () => {
    const row = { arrivalDate: '2099-07-01', departureDate: '2099-07-02', status: 'new' };
    const rows = Array.from({ length: 100 }, (_, n) => ({
      ...{ id: n + 1, updatedOn: '2026-06-01 10:00:00', ...row },
    }));
    const page = { status: 200, body: { status: 'success', result: rows } };
    const called = await scripted(page, page);

    expect(await allOf(called, {})).toMatchObject({ pages: 2 });
  });

  it('that make no sense hide no other', async () => {
    const called = await simulated();
    const odd = book(called.hostaway, { shown_as: { arrivalDate: 'soon' } });
    const good = book(called.hostaway);
    const { items } = await called.bookings.reservations({ place: null });

    expect(items.find(({ external_reservation_id: id }) => id === String(odd))).toHaveProperty(
      'problem',
      expect.stringMatching('arrivalDate'),
    );
    expect(items.map(({ external_reservation_id: id }) => id)).toContain(String(good));
  });
});

describe('what makes Hostaway tell of them', () => {
  const to = { url: 'http://127.0.0.1:1/hooks', login: 'a login', password: 'a password' };

  it('is made, looked at and removed, also twice', async () => {
    const { bookings, hostaway } = await simulated();
    const id = await bookings.subscribe(to);

    expect(await bookings.subscription(id)).toEqual({ id, url: to.url, is_enabled: true });
    expect(hostaway.control.webhooks()).toMatchObject([{ url: to.url }]);
    await bookings.unsubscribe(id);
    await bookings.unsubscribe(id);
    expect(await bookings.subscription(id)).toBeUndefined();
  });

  it('is asked for with its login, which is in no error of ours', async () => {
    const { bookings, server } = await scripted({
      status: 400,
      body: { status: 'fail', message: 'not with a password such as "a password"' },
    });

    const error = await bookings.subscribe(to).catch((thrown: unknown) => thrown);

    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ isEnabled: 1, ...to });
    expect(error).toMatchObject({ outcome: { kind: 'refused', http_status: 400 } });
    expect(JSON.stringify(error) + String(error)).not.toContain('a password"');
  });
});
