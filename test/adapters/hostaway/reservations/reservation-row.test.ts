import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReservation } from '../../../../adapters/hostaway/reservations/reservation-row.ts';

const row = {
  ...{ id: 33, listingMapId: 40_199, channelName: 'airbnbOfficial', status: 'new' },
  ...{ channelReservationId: 'HMABCDEF', arrivalDate: '2026-07-01', departureDate: '2026-07-04' },
  ...{ adults: 2, children: 1, infants: null, pets: null, totalPrice: 450.5, currency: 'EUR' },
  ...{
    guestName: ' Ada Lovelace ',
    guestEmail: 'ada@example.com',
    updatedOn: '2026-06-01 10:00:00',
  },
};

describe('a reservation of Hostaway', () => {
  it('is a stay, with nothing else of the person than a name', () => {
    const stay = readReservation(row);

    expect(stay).toEqual({
      ...{ external_reservation_id: '33', external_listing_id: '40199', source: 'airbnbOfficial' },
      ...{ source_reference: 'HMABCDEF', status: 'new', hold: 'holds', is_owners: false },
      ...{ arrival: '2026-07-01', departure: '2026-07-04', adults: 2, children: 1, infants: null },
      ...{ pets: null, total: 45_050, currency: 'EUR', guest_name: 'Ada Lovelace' },
      ...{ updated_at: '2026-06-01T10:00:00.000Z', warnings: [] },
    });
  });

  it.each([
    ...['new', 'modified', 'awaitingPayment', 'awaitingGuestVerification', 'ownerStay'].map(
      (status) => [status, 'holds'],
    ),
    ['pending', 'pending'],
    ...['cancelled', 'declined', 'expired', 'inquiry', 'inquiryPreapproved', 'inquiryDenied'].map(
      (status) => [status, 'free'],
    ),
    ['inquiryTimedout', 'free'],
    ['inquiryNotPossible', 'free'],
    ['unconfirmed', 'unknown'],
    ['unknown', 'unknown'],
    ['toString', 'unknown'],
  ])('that is %s means for its nights: %s', (status, hold) => {
    expect(readReservation({ ...row, status })).toMatchObject({ status, hold });
  });

  it.each([
    [{ totalPrice: 0 }, { total: 0, warnings: [/not above zero/] }],
    [{ totalPrice: -12.3 }, { total: -1_230, warnings: [/not above zero/] }],
    [{ totalPrice: null }, { total: null, warnings: [] }],
    [{ totalPrice: '120.00' }, { total: 12_000, warnings: [] }],
    [
      { currency: 'JPY', totalPrice: 12_000 },
      { total: 12_000, warnings: [] },
    ],
    [{ currency: 'xx' }, { total: null, currency: null, warnings: [/no currency/] }],
    [{ departureDate: '2026-07-01' }, { warnings: [/no nights/] }],
    [{ id: '33', listingMapId: '40199' }, { external_reservation_id: '33' }],
    [{ listingMapId: null }, { external_listing_id: null }],
    [
      { updatedOn: null, insertedOn: '2026-05-01 00:00:00' },
      { updated_at: '2026-05-01T00:00:00.000Z' },
    ],
    [{ adults: null, numberOfGuests: '3' }, { adults: 3 }],
    [{ guestName: null }, { guest_name: null }],
  ])('with %j is taken as it is: %j', (over, { warnings, ...wanted }: Record<string, unknown>) => {
    const stay = readReservation({ ...row, ...over });

    expect(stay).toMatchObject(wanted);
    if (Array.isArray(warnings))
      expect(stay).toHaveProperty(
        'warnings',
        warnings.map((warning) => expect.stringMatching(warning)),
      );
  });

  it.each([
    [{ arrivalDate: null }, /arrivalDate/],
    [{ departureDate: '2026-02-30' }, /departureDate/],
    [{ status: null }, /status/],
    [{ updatedOn: 'yesterday', insertedOn: null }, /updatedOn/],
  ])('with %j cannot be read, and says what', (over, problem) => {
    expect(readReservation({ ...row, ...over })).toEqual({
      external_reservation_id: '33',
      problem: expect.stringMatching(problem),
    });
  });

  it('whatever it is, is a stay or says why it is none', () => {
    const anything = fc.oneof(
      fc.anything(),
      fc.record(
        Object.fromEntries(Object.keys(row).map((key) => [key, fc.anything()])) as Record<
          string,
          fc.Arbitrary<unknown>
        >,
      ),
    );
    fc.assert(
      fc.property(anything, (value) => {
        const stay = readReservation(value);
        expect('problem' in stay || stay.arrival.length === 10).toBe(true);
      }),
    );
  });
});
