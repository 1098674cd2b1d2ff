import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromWhereItStopped, whereItStops } from '../../../domain/checks/sweep-order.ts';

const entrySchema = fc.record({
  org_id: fc.constantFrom('a', 'b', 'c'),
  account_id: fc.constant('main'),
  id: fc.uuid(),
  registered_at: fc.constant('2026-03-01T09:00:00.000Z'),
});
const entriesOf = fc.uniqueArray(entrySchema, { selector: ({ id }) => id, maxLength: 40 });

it('reaches every target before any a second time, whatever of each round is done', () => {
  fc.assert(
    fc.property(entriesOf, fc.integer({ min: 1, max: 9 }), (entries, perRound) => {
      const reached = new Set<string>();
      let stops: ReturnType<typeof whereItStops> = [];
      for (let rounds = 0; reached.size < entries.length; rounds += 1) {
        expect(rounds).toBeLessThan(40);
        const order = fromWhereItStopped(entries, stops);
        expect(new Set(order)).toEqual(new Set(entries));
        for (const org of ['a', 'b', 'c']) {
          const own = order.filter(({ org_id }) => org_id === org);
          const begun = own.slice(0, perRound);
          const again = begun.filter(({ id }) => reached.has(id));
          // A target comes again only when all of its organisation were there.
          for (const { id } of begun) reached.add(id);
          if (again.length > 0) expect(own.every(({ id }) => reached.has(id))).toBe(true);
        }
        const left = ['a', 'b', 'c'].flatMap((org) =>
          order.filter(({ org_id }) => org_id === org).slice(perRound),
        );
        stops = whereItStops(left);
      }
    }),
  );
});

it('begins with the next target when the one it stopped at is gone', () => {
  const of = (id: string) => ({ org_id: 'a', account_id: 'main', id, registered_at: '' });

  const order = fromWhereItStopped([of('1'), of('3'), of('4')], [of('2')]);

  expect(order.map(({ id }) => id)).toEqual(['3', '4', '1']);
});
