import { describe, expect, it } from 'vitest';
import { bookingId } from '../../../domain/bookings/booking.ts';
import { isOfFeed } from '../../../domain/inbound/inbound-feed.ts';
import { basicOf } from '../../builders/inbound-feed.ts';
import { aReservation } from '../../builders/reservation.ts';
import { InboundWorld } from '../../fakes/inbound-world.ts';

const day = 86_400_000;

function put(world: InboundWorld, id: string, over: Parameters<typeof aReservation>[0] = {}) {
  const updated_at = new Date(world.now).toISOString();
  world.reservations.states.set(
    id,
    aReservation({ external_reservation_id: id, updated_at, ...over }),
  );
}
const bookingOf = (world: InboundWorld, id: string) =>
  world.bookings.all.get(bookingId(world.target.id, id));
const statuses = (world: InboundWorld) =>
  [...world.log.rows.values()].map(
    ({ source, processing_status: status }) => `${source} ${status}`,
  );

describe('a look at a channel', () => {
  it('at first takes over all that is to come, over as many pages as it takes, and nothing that is over', async () => {
    const world = new InboundWorld();
    for (const id of ['1', '2', '3', '4', '5'])
      put(world, id, { arrival: `2026-07-1${id}`, departure: `2026-07-1${Number(id) + 1}` });
    put(world, '6', { arrival: '2026-05-01', departure: '2026-05-04' });

    await world.catchUp();

    expect([...'12345'].map((id) => bookingOf(world, id)?.status)).toEqual(
      Array(5).fill('confirmed'),
    );
    expect(bookingOf(world, '6')).toBeUndefined();
    expect(statuses(world)).toEqual(Array(5).fill('pull success'));
    const feed = await world.feeds.find(world.target.id);
    expect(feed).toMatchObject({ watermark: new Date(world.now).toISOString(), round: null });
  });

  it('takes over what nobody has told of, and has no row for what is known', async () => {
    const world = new InboundWorld();
    await world.catchUp();
    put(world, '1');
    await world.tell('1');
    await world.workOff();
    world.targets.now += 600_000;
    put(world, '2', { arrival: '2026-08-01', departure: '2026-08-03' });

    await world.catchUp();
    await world.catchUp();

    expect(statuses(world)).toEqual(['webhook success', 'pull success']);
    expect(bookingOf(world, '2')?.status).toBe('confirmed');
  });

  it('has on record whether what it found was a new booking or another state of one', async () => {
    const world = new InboundWorld();
    put(world, '1');
    await world.catchUp();
    world.targets.now += 600_000;
    put(world, '1', { departure: '2026-07-09' });
    await world.catchUp();

    expect([...world.log.rows.values()].map(({ event_type }) => event_type)).toEqual([
      ...['booking_created', 'booking_modified'],
    ]);
  });

  it('sees a change of the second before which it looked last', async () => {
    const world = new InboundWorld();
    await world.catchUp();
    put(world, '1', { updated_at: new Date(world.now - day / 2).toISOString() });

    await world.catchUp();

    expect(bookingOf(world, '1')?.status).toBe('confirmed');
  });

  it('puts what it cannot take over on record once, and takes it over when its listing is linked', async () => {
    const world = new InboundWorld();
    put(world, '1', { external_listing_id: '5', updated_at: '2026-01-01T00:00:00.000Z' });
    await world.catchUp();
    await world.catchUp();
    expect(statuses(world)).toEqual(['pull ignored']);

    world.linked.add('5');
    await world.catchUp();

    expect(bookingOf(world, '1')?.unit_id).toBe(world.unitOf('5'));
  });

  it('goes on where it was when the channel did not answer', async () => {
    const world = new InboundWorld();
    for (const id of ['1', '2', '3', '4', '5']) put(world, id);
    await world.catchUp();
    world.targets.now += day * 3;
    for (const id of ['1', '2', '3', '4', '5']) put(world, id, { total: 1 });
    const job = world.catchUpJob();
    // The subscription and the first page, then nothing.
    world.reservations.calls.length = 0;
    const original = world.reservations.reservations.bind(world.reservations);
    let pages = 0;
    world.reservations.reservations = async (wanted) => {
      pages += 1;
      if (pages === 2) world.reservations.down = 1;
      return original(wanted);
    };

    expect(await world.workOff([job], 60_000)).toEqual([{ done: false, retry_in_ms: 60_000 }]);
    expect((await world.feeds.find(world.target.id))?.round?.place).not.toBeNull();
    expect(await world.workOff([job])).toEqual([{ done: true }]);

    expect([...'12345'].map((id) => bookingOf(world, id)?.total)).toEqual([1, 1, 1, 1, 1]);
    expect(pages).toBe(4);
  });

  it('leaves it to the next one when it is old', async () => {
    const world = new InboundWorld();
    world.reservations.down = 1;

    expect(await world.workOff([world.catchUpJob()], 9 * 60_000)).toEqual([{ done: true }]);
  });

  it('makes a subscription anew that is gone, off or elsewhere, and tells people', async () => {
    const world = new InboundWorld();
    const [one] = world.reservations.subscriptions.values();
    for (const broken of [undefined, { is_enabled: false }, { url: 'https://elsewhere.example' }]) {
      const { subscription_id: id } = (await world.feeds.find(world.target.id)) ?? {};
      const own = world.reservations.subscriptions.get(String(id));
      if (broken === undefined) world.reservations.subscriptions.clear();
      else if (own) world.reservations.subscriptions.set(own.id, { ...own, ...broken });

      await world.catchUp();

      const feed = await world.feeds.find(world.target.id);
      const made = world.reservations.subscriptions.get(String(feed?.subscription_id));
      expect(made).toMatchObject({ is_enabled: true, url: one?.url });
      expect([...world.reservations.subscriptions.keys()]).toEqual([feed?.subscription_id]);
      const header = basicOf(made?.login ?? '', made?.password ?? '');
      expect(isOfFeed(feed, header, world.now)).toBe(true);
    }
    expect(world.targets.watch.findings.map(({ finding }) => finding)).toEqual(
      Array(3).fill('subscription_lost'),
    );
  });

  it('is not taken where bookings do not come in, the target is paused, or gone', async () => {
    const paused = new InboundWorld({ is_active: false });
    await paused.catchUp();
    const gone = new InboundWorld({ deleted_at: '2026-05-01T00:00:00.000Z' });
    await gone.catchUp();
    const off = new InboundWorld();
    const feed = await off.feeds.find(off.target.id);
    if (feed) off.feeds.all.set(off.target.id, { ...feed, enabled: false });
    await off.catchUp();

    for (const world of [paused, gone, off]) expect(world.reservations.calls).toEqual([]);
    expect(await gone.feeds.find(gone.target.id)).toBeUndefined();
  });
});
