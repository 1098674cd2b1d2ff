import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDelivery } from '../../../../adapters/hostaway/inbound/read-delivery.ts';

const reservation = {
  ...{ id: 33, listingMapId: 40_199, status: 'new', channelId: 2018 },
  ...{ arrivalDate: '2026-07-01', departureDate: '2026-07-04', updatedOn: '2026-06-01 10:00:00' },
  ...{ guestName: 'Ada Lovelace', guestEmail: 'ada@example.com', phone: '+44 20 7946 0000' },
};
const created = { object: 'reservation', event: 'reservation.created', accountId: 7 };
const read = (body: unknown) => readDelivery(JSON.stringify(body));

describe('a delivery of Hostaway', () => {
  it.each([
    ['as it is documented', { ...created, data: reservation }],
    ['within `payload`', { payload: { ...created, data: reservation } }],
    [
      'with a blank in the name of the event',
      { ...created, event: 'reservation created', data: reservation },
    ],
    ['whose ids are texts', { ...created, data: { ...reservation, id: '33' } }],
  ])('%s names the reservation, and the event by its last change', (_, body) => {
    expect(read(body)).toMatchObject({
      ...{ event_type: 'booking_created', external_reservation_id: '33', ignored_because: null },
      external_event_id: 'reservation.created:33:2026-06-01 10:00:00',
    });
  });

  it('of a change is another event than that of the creation', () => {
    const { event_type, external_event_id } = read({
      ...{ ...created, event: 'reservation.updated', data: reservation },
    });

    expect([event_type, external_event_id]).toEqual([
      'booking_modified',
      'reservation.updated:33:2026-06-01 10:00:00',
    ]);
  });

  it('of a kind that is not known, but of a reservation, has it read again', () => {
    expect(read({ ...created, event: 'reservation.moved', data: reservation })).toMatchObject({
      ...{ event_type: 'unknown', external_reservation_id: '33', ignored_because: null },
    });
  });

  it.each([
    ['a test', { ...created, data: 'test' }, 'test'],
    ['a test on its own', { data: 'test' }, 'test'],
    [
      'a message',
      { object: 'conversationMessage', event: 'message.received', data: { id: 1 } },
      'message_received',
    ],
    [
      'a message without its frame',
      { id: 5, conversationId: 6, body: 'Hi, it is Ada' },
      'message_received',
    ],
    [
      'an event that is not known',
      { object: 'task', event: 'task.created', data: { id: 1 } },
      'unknown',
    ],
    ['a reservation without an id', { ...created, data: {} }, 'booking_created'],
    ['no object', [], 'unknown'],
    ['nothing', null, 'unknown'],
  ])('that is %s is put on record and ignored', (_, body, event_type) => {
    const delivery = read(body);

    expect(delivery).toMatchObject({ event_type, external_reservation_id: null });
    expect(delivery.ignored_because).toEqual(expect.any(String));
  });

  it('has nothing of a person in what is kept of it', () => {
    const bodies = [
      { ...created, data: { ...reservation, status: 'Ada Lovelace', updatedOn: 'Ada' } },
      {
        ...created,
        event: 'Ada.Lovelace Ada',
        object: 'Ada Lovelace',
        accountId: 'Ada',
        data: reservation,
      },
      { id: 5, conversationId: 6, body: 'Hi, it is Ada', status: 'Ada L' },
    ];

    for (const body of bodies) expect(JSON.stringify(read(body))).not.toMatch(/Ada|example|7946/);
  });

  it('whatever it is, is a delivery, the same each time, with an id that fits into a key', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.object().map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(readDelivery(text)).toEqual(readDelivery(text));
        expect(readDelivery(text).external_event_id.length).toBeLessThan(200);
      }),
    );
  });
});
