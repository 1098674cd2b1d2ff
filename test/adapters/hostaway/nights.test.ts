import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hostawayChannel } from '../../../adapters/hostaway/hostaway.ts';
import type { SaidNight } from '../../../domain/availability/said-night.ts';
import { saidRanges } from '../../../domain/availability/said-night.ts';
import { addDays } from '../../../domain/common/day.ts';
import type { HostawaySimulator } from '../../../local/hostaway/simulator.ts';
import { aSimulator, ask } from '../../local/hostaway/caller.ts';

const channel = hostawayChannel({ allowPrivateBaseUrls: () => true, timeoutMs: 2_000 });
const options = {
  idempotency_key: 'f'.repeat(64),
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
};
const today = new Date().toISOString().slice(0, 10);
const year = { from: today, to: addDays(today, 365) };
const leisurely = { kind: 'replay' as const };

async function connected(simulator: HostawaySimulator) {
  const session = channel.connect({
    base_url: simulator.url,
    turn: async () => {},
    secret: {
      read: async () => ({ credentials: { api_token: 'local-hostaway-token' } }),
      write: async () => undefined,
    },
  });
  await session.authenticate();
  const { body } = await ask(simulator, 'POST /v1/listings', { body: { name: 'Villa' } });

  return { session, id: String(body.result.id) };
}

const saidNight: fc.Arbitrary<SaidNight> = fc.record(
  {
    closed: fc.boolean(),
    price: fc.integer({ min: 1, max: 9_999_999 }),
    min_nights: fc.integer({ min: 1, max: 30 }),
    max_nights: fc.integer({ min: 31, max: 365 }),
    closed_to_arrival: fc.boolean(),
    closed_to_departure: fc.boolean(),
  },
  { requiredKeys: ['closed'] },
);

it.each(['EUR', 'JPY', 'KWD'])('are shown as they were told, in %s', async (currency) => {
  const simulator = await aSimulator();
  const { session, id } = await connected(simulator);
  const days = fc.uniqueArray(fc.integer({ min: 0, max: 364 }), { maxLength: 40 });

  await fc.assert(
    fc.asyncProperty(
      days,
      fc.array(saidNight, { minLength: 40, maxLength: 40 }),
      async (at, said) => {
        const nights = new Map(at.map((day, i) => [addDays(today, day), said[i] ?? {}]));
        const body = channel.nightsBody({ ranges: saidRanges(nights), currency });
        expect(body.length).toBeLessThanOrEqual(channel.most_ranges);

        const outcome = await session.updateNights(id, body, options);
        const shown = await session.readNights(id, { ...year, currency }, leisurely);

        expect(outcome).toMatchObject({ kind: 'accepted' });
        for (const [date, told] of nights) expect(shown.get(date), date).toMatchObject(told);
      },
    ),
    { numRuns: 20 },
  );
});

it('are refused for a listing that is gone, and for values that make no sense, without a throw', async () => {
  const simulator = await aSimulator();
  const { session, id } = await connected(simulator);
  const body = channel.nightsBody({ ranges: [{ ...year, closed: true }], currency: 'EUR' });

  expect(await session.updateNights('999999', body, options)).toMatchObject({ kind: 'missing' });
  expect(await session.updateNights('../1', body, options)).toMatchObject({ kind: 'missing' });
  const backwards = channel.nightsBody({
    ranges: [{ from: year.to, to: year.from, closed: true }],
    currency: 'EUR',
  });
  expect(await session.updateNights(id, backwards, options)).toMatchObject({
    kind: 'refused',
    validation: true,
  });
});

it('are not shown to be open where a reservation has them', async () => {
  const simulator = await aSimulator();
  const { session, id } = await connected(simulator);
  simulator.control.bookings.book({
    ...{
      listingMapId: Number(id),
      arrivalDate: addDays(today, 3),
      departureDate: addDays(today, 5),
    },
  });

  const shown = await session.readNights(id, { ...year, currency: 'EUR' }, leisurely);

  const closed = [...shown].flatMap(([date, night]) => (night.closed ? [date] : []));
  expect(closed).toEqual([addDays(today, 3), addDays(today, 4)]);
});
