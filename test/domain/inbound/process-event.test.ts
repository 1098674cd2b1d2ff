import { describe, expect, it } from 'vitest';
import { bookingId } from '../../../domain/bookings/booking.ts';
import { aReservation } from '../../builders/reservation.ts';
import { InboundWorld } from '../../fakes/inbound-world.ts';

const hour = 3_600_000;

function aWorld(over: Parameters<typeof aReservation>[0] = {}): InboundWorld {
  const world = new InboundWorld();
  world.reservations.states.set('33', aReservation(over));
  return world;
}
const bookingOf = (world: InboundWorld, id = '33') =>
  world.bookings.all.get(bookingId(world.target.id, id));
const nightsOf = (world: InboundWorld, listing = '40199') => [
  ...world.calendars.nightsOf(world.unitOf(listing)).keys(),
];
const stay = ['2026-07-01', '2026-07-02', '2026-07-03'];

describe('what a channel tells of a reservation', () => {
  it('has it read, becomes a booking with its nights, and is told', async () => {
    const world = aWorld();
    const id = await world.tell('33');

    expect(await world.workOff()).toEqual([{ done: true }]);

    expect(bookingOf(world)).toMatchObject({
      ...{ status: 'confirmed', unit_id: world.unitOf('40199'), guest_name: 'Ada Lovelace' },
      ...{ total: 45_000, currency: 'EUR', conflict: null, flag: null },
    });
    expect(nightsOf(world)).toEqual(stay);
    expect(world.row(id)).toMatchObject({
      ...{ processing_status: 'success', error_message: null, processed_at: expect.any(String) },
      listing_id: bookingOf(world)?.listing_id,
    });
    const [told] = world.events.filter(({ name }) => name === 'channel.booking.imported');
    expect(told).toMatchObject({
      booking: { external_reservation_id: '33', arrival: '2026-07-01' },
    });
    expect(JSON.stringify(world.events)).not.toContain('Ada');
    expect((await world.feeds.find(world.target.id))?.last_event_at).not.toBeNull();
  });

  it('that was cancelled frees its nights, once and for all deliveries', async () => {
    const world = aWorld();
    await world.tell('33', 'created');
    await world.workOff();
    world.reservations.states.set(
      '33',
      aReservation({ status: 'cancelled', hold: 'free', updated_at: '2026-06-01T11:00:00.000Z' }),
    );
    const late = await world.tell('33', 'cancelled');
    await world.workOff();

    expect(bookingOf(world)).toMatchObject({ status: 'cancelled', holds: false });
    expect(nightsOf(world)).toEqual([]);
    expect(world.row(late)?.event_type).toBe('booking_cancelled');
    expect(world.events.map(({ name }) => name)).toContain('channel.booking.cancelled');
  });

  it('is not taken for news when it is older than what is known', async () => {
    const world = aWorld({ updated_at: '2026-06-01T11:00:00.000Z' });
    await world.tell('33', 'new');
    await world.workOff();
    world.reservations.states.set('33', aReservation({ departure: '2026-07-02' }));
    await world.tell('33', 'old');
    await world.workOff();

    expect(bookingOf(world)).toMatchObject({
      ...{ departure: '2026-07-04', channel_updated_at: '2026-06-01T11:00:00.000Z' },
    });
    expect(nightsOf(world)).toEqual(stay);
  });

  it('twice is on record twice, and read once', async () => {
    const world = aWorld();
    const [first, second] = [await world.tell('33', 'same'), await world.tell('33', 'same')];

    await world.workOff();

    expect(world.reservations.calls).toEqual(['reservation']);
    expect(world.row(first)?.processing_status).toBe('success');
    expect(world.row(second)).toMatchObject({
      ...{ processing_status: 'duplicate', error_message: expect.stringContaining(first) },
    });
  });

  it('twice with other content is read again: the second of a change is not all of it', async () => {
    const world = aWorld();
    await world.tell('33', 'same');
    await world.workOff();
    const again = await world.tell('33', 'same');
    const row = world.row(again);
    if (row !== undefined) world.log.rows.set(again, { ...row, payload_hash: 'b'.repeat(64) });
    world.reservations.states.set('33', aReservation({ departure: '2026-07-03' }));
    await world.workOff();

    expect(nightsOf(world)).toEqual(stay.slice(0, 2));
    expect(world.row(again)?.processing_status).toBe('duplicate');
  });

  it.each([
    [
      'is of a listing that is not linked',
      { external_listing_id: '5' },
      /listing 5 is linked to no unit/,
    ],
    ['is an inquiry', { status: 'inquiry', hold: 'free' as const }, /inquiry/],
  ])('that %s is ignored, with the reason', async (_, over, reason) => {
    const world = aWorld(over);
    const id = await world.tell('33');
    await world.workOff();

    expect(world.row(id)).toMatchObject({ processing_status: 'ignored' });
    expect(world.row(id)?.error_message).toMatch(reason);
    expect(bookingOf(world)).toBeUndefined();
  });

  it('that cannot be read fails, and people are told', async () => {
    const world = new InboundWorld();
    world.reservations.states.set('33', { external_reservation_id: '33', problem: 'no dates' });
    const id = await world.tell('33');
    await world.workOff();

    expect(world.row(id)).toMatchObject({ processing_status: 'failed', error_message: 'no dates' });
    expect(world.targets.watch.findings).toMatchObject([{ finding: 'inbound_failed' }]);
  });

  it('that is gone keeps its nights, with a flag', async () => {
    const world = aWorld();
    await world.tell('33', 'created');
    await world.workOff();
    world.reservations.states.delete('33');
    const id = await world.tell('33', 'updated');
    await world.workOff();

    expect(nightsOf(world)).toEqual(stay);
    expect(bookingOf(world)?.flag).toMatch(/does not have it any more/);
    expect(world.row(id)?.processing_status).toBe('success');
  });

  it('in a word that is not known keeps what it held and frees nothing', async () => {
    const world = aWorld();
    await world.tell('33', 'created');
    await world.workOff();
    world.reservations.states.set(
      '33',
      aReservation({ status: 'onHold', hold: 'unknown', updated_at: '2026-06-01T11:00:00.000Z' }),
    );
    await world.tell('33', 'updated');
    await world.workOff();

    expect(bookingOf(world)).toMatchObject({ status: 'confirmed', channel_status: 'onHold' });
    expect(bookingOf(world)?.flag).toMatch(/onHold/);
    expect(nightsOf(world)).toEqual(stay);
  });

  it.each([
    [true, stay],
    [undefined, []],
  ])('that is only asked for closes nights where the target says so: %s', async (says, nights) => {
    const world = new InboundWorld({
      settings: { field_mapping: 'public_api', pending_holds_nights: says },
    });
    world.reservations.states.set('33', aReservation({ status: 'pending', hold: 'pending' }));
    await world.tell('33');
    await world.workOff();

    expect(bookingOf(world)?.status).toBe('pending');
    expect(nightsOf(world)).toEqual(nights);
  });
});

describe('a channel that does not answer', () => {
  it('is asked again after a pause as long as the message is old', async () => {
    const world = aWorld();
    world.reservations.down = 1;
    const id = await world.tell('33');
    const jobs = world.log.jobs.splice(0);

    expect(await world.workOff(jobs, 60_000)).toEqual([{ done: false, retry_in_ms: 60_000 }]);
    expect(world.row(id)?.processing_status).toBe('pending');

    expect(await world.workOff(jobs, 120_000)).toEqual([{ done: true }]);
    expect(world.row(id)?.processing_status).toBe('success');
  });

  it('holds back what came later of the same reservation, and nothing else', async () => {
    const world = aWorld();
    world.reservations.states.set('34', aReservation({ external_reservation_id: '34' }));
    world.reservations.down = 1;
    for (const id of ['33', '34', '33']) await world.tell(id, `${id} ${world.log.rows.size}`);

    const [first, other, last] = await world.workOff();

    expect([first, other, last]).toEqual([
      { done: false, retry_in_ms: expect.any(Number) },
      { done: true },
      { done: false, retry_in_ms: expect.any(Number) },
    ]);
  });

  it('for six hours is given up, on record and told', async () => {
    const world = aWorld();
    world.reservations.down = 1;
    const id = await world.tell('33');

    expect(await world.workOff(undefined, 6 * hour)).toEqual([{ done: true }]);
    expect(world.row(id)?.processing_status).toBe('failed');
    expect(world.targets.watch.findings).toMatchObject([{ finding: 'inbound_failed' }]);
  });

  it('is left alone while its target is paused', async () => {
    const world = new InboundWorld({ is_active: false });
    await world.tell('33');

    expect(await world.workOff()).toEqual([{ done: false, retry_in_ms: expect.any(Number) }]);
    expect(world.reservations.calls).toEqual([]);
  });
});

describe('two bookings of the same nights', () => {
  it('are both kept: the second is in a conflict, until the first one goes', async () => {
    const world = aWorld();
    world.reservations.states.set(
      '34',
      aReservation({
        external_reservation_id: '34',
        arrival: '2026-07-03',
        departure: '2026-07-06',
      }),
    );
    for (const id of ['33', '34']) {
      await world.tell(id);
      await world.workOff();
    }

    expect(bookingOf(world, '34')?.conflict).toEqual([
      {
        ...{ from: '2026-07-03', to: '2026-07-04' },
        holder: { kind: 'booking', id: bookingOf(world)?.id },
      },
    ]);
    expect(world.targets.watch.marks).toMatchObject([{ trouble: 'bookings' }]);

    world.reservations.states.set(
      '33',
      aReservation({ hold: 'free', status: 'cancelled', updated_at: '2026-06-01T11:00:00.000Z' }),
    );
    await world.tell('33', 'cancelled');
    await world.workOff();
    expect(bookingOf(world, '34')?.conflict).toBeNull();
  });

  it('are no conflict any more once the nights are over', async () => {
    const world = aWorld({ arrival: '2026-05-01', departure: '2026-05-04' });
    world.reservations.states.set(
      '34',
      aReservation({
        external_reservation_id: '34',
        arrival: '2026-05-01',
        departure: '2026-05-04',
      }),
    );
    for (const id of ['33', '34']) await world.tell(id);
    await world.workOff();

    expect(bookingOf(world, '34')?.conflict).toBeNull();
  });
});

it.each([
  { what: 'of years', arrival: '2026-07-01', departure: '2036-07-01', nights: 1_100 },
  { what: 'without a night', arrival: '2026-07-01', departure: '2026-07-01', nights: 0 },
  { what: 'that ends before it begins', arrival: '2026-07-04', departure: '2026-07-01', nights: 0 },
  { what: 'far ahead', arrival: '2031-07-01', departure: '2031-07-02', nights: 1 },
])('a stay $what does not stop anything', async ({ nights, ...dates }) => {
  const world = aWorld(dates);
  const id = await world.tell('33');
  await world.workOff();

  expect(world.row(id)?.processing_status).toBe('success');
  expect(nightsOf(world)).toHaveLength(nights);
});

it('the name of a guest who left 90 days ago is not kept', async () => {
  const world = aWorld({ arrival: '2026-02-20', departure: '2026-03-01' });
  await world.tell('33');
  await world.workOff();

  expect(bookingOf(world)?.guest_name).toBeNull();
});
