import { expect, it } from 'vitest';
import { bookingId, type StoredBooking } from '../../../domain/bookings/booking.ts';
import { aBooking } from '../../builders/booking.ts';
import { aTarget } from '../../builders/target.ts';
import { AlertWorld } from '../../fakes/alert-world.ts';

const target = aTarget();
const idOf = (reservation: string) => bookingId(target.id, reservation);

function put(world: AlertWorld, id: string, over: Partial<StoredBooking>): void {
  const booking = aBooking({ external_reservation_id: id, ...over });
  world.bookings.all.set(booking.id, booking);
}
const collision = (kind: 'booking' | 'block', id: string) => [
  { from: '2099-07-03', to: '2099-07-04', holder: { kind, id } },
];

it('a double booking is an alert that names both with their dates, until it is none', async () => {
  const world = new AlertWorld();
  put(world, '33', {});
  put(world, '34', {
    ...{ arrival: '2099-07-03', departure: '2099-07-06' },
    conflict: collision('booking', idOf('33')),
  });
  world.mark('bookings');
  await world.minutes(12);

  expect(world.told()).toEqual(['opened double_booking']);
  const [opened] = world.published;
  expect(opened?.alert.message).toBe(
    `booking ${idOf('34')} (2099-07-03 to 2099-07-06) has no place in its unit from 2099-07-03 to 2099-07-04, which booking ${idOf('33')} (2099-07-01 to 2099-07-04) has`,
  );

  put(world, '34', {});
  await world.minutes(6);
  expect(world.told()).toEqual(['opened double_booking', 'closed double_booking']);
});

it('each guest without a bed is an alert of their own, also where no booking has the nights', async () => {
  const world = new AlertWorld();
  for (const id of ['33', '34']) put(world, id, { conflict: collision('block', 'operator') });
  world.mark('bookings');
  await world.minutes(2);

  expect(world.told()).toEqual(['opened double_booking', 'opened double_booking']);
  expect(world.published[0]?.alert.message).toContain('which a block has');
});

it.each(['inbound_failed', 'subscription_lost'] as const)(
  '%s is told once, and is over when it is not met again',
  async (finding) => {
    const world = new AlertWorld();
    world.found(finding, 1);
    await world.minutes(90);

    expect(world.told()).toEqual([`opened ${finding}`, `closed ${finding}`]);
    expect(world.watched.size).toBe(0);
  },
);
