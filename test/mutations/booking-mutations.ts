import type { Mutation } from './mutation.ts';

const histories = ['test/domain/bookings/histories.test.ts'];
const inbound = ['test/domain/inbound/histories.test.ts'];
const events = ['test/domain/inbound/process-event.test.ts'];

/** Bookings as their channel has them. */
export const bookingMutations: readonly Mutation[] = [
  {
    name: 'an older state replaces a newer one',
    promise: 'bookings as the channel has them',
    file: 'domain/bookings/apply-reservation.ts',
    search: 'reservation.updated_at < before.channel_updated_at',
    replace: "reservation.updated_at < ''",
    tests: events,
  },
  {
    name: 'a booking forgets the units it was in',
    promise: 'bookings as the channel has them',
    file: 'domain/bookings/apply-reservation.ts',
    search: '[...new Set([...wanted.held_in, wanted.unit_id])]',
    replace: '[wanted.unit_id]',
    tests: histories,
  },
  {
    name: 'who has changed nights does not look whether the booking is still so',
    promise: 'bookings as the channel has them',
    file: 'domain/bookings/settle-booking.ts',
    search: 'moved.length === 0 || (await isCurrent(booking, deps))',
    replace: 'moved.length >= 0 || (await isCurrent(booking, deps))',
    tests: histories,
  },
  {
    name: 'who waits for nights is not looked at when they become free',
    promise: 'bookings as the channel has them',
    file: 'domain/bookings/apply-reservation.ts',
    search: '  if (units.length === 0) return;',
    replace: '  if (units.length >= 0) return;',
    tests: [...histories, ...events],
  },
  {
    name: 'a word that is not known frees nights',
    promise: 'bookings as the channel has them',
    file: 'domain/bookings/wanted-booking.ts',
    search: "if (reservation.hold === 'unknown') return flagged(before, reservation);",
    replace: '',
    tests: events,
  },
  {
    name: 'the bookings of a listing that is linked later are not read',
    promise: 'bookings as the channel has them',
    file: 'domain/inbound/catch-up.ts',
    search: 'const isNews = feed.watermark === null || feed.linked !== linked;',
    replace: 'const isNews = feed.watermark === null;',
    tests: [...inbound, 'test/domain/inbound/catch-up.test.ts'],
  },
  {
    name: 'the second body of an event is not read',
    promise: 'each delivery on record',
    file: 'domain/inbound/process-event.ts',
    search: 'if (isSeen && seen.payload_hash === row.payload_hash) return',
    replace: 'if (isSeen) return',
    tests: events,
  },
  {
    name: 'what has failed is remembered as worked off',
    promise: 'each delivery on record',
    file: 'adapters/dynamodb/inbound/inbound-log.ts',
    search: "if (processing_status === 'failed' || processing_status === 'duplicate') return [];",
    replace: "if (processing_status === 'duplicate') return [];",
    tests: ['test/adapters/dynamodb/inbound/inbound-log.test.ts'],
  },
  {
    name: 'a closed row is closed again',
    promise: 'each delivery on record',
    file: 'adapters/dynamodb/inbound/inbound-log.ts',
    search: "ConditionExpression: 'processing_status = :pending',",
    replace:
      "ConditionExpression: 'processing_status <> :pending OR processing_status = :pending',",
    tests: ['test/adapters/dynamodb/inbound/inbound-log.test.ts'],
  },
  {
    name: 'any password is that of a subscription',
    promise: 'only the channel tells',
    file: 'domain/inbound/inbound-feed.ts',
    search: 'login === feed.target_id && matches.includes(true)',
    replace: 'login === feed.target_id',
    tests: ['test/domain/inbound/inbound-feed.test.ts'],
  },
];
