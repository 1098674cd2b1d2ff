import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type Claimant,
  type Holder,
  holdersAt,
  isSame,
  type Night,
  plainNight,
  withClaimant,
  withoutClaimant,
} from '../../../domain/calendar/night.ts';

const holder: fc.Arbitrary<Holder> = fc.record({
  kind: fc.constantFrom('booking' as const, 'block' as const, 'hold' as const),
  id: fc.constantFrom('1', '2'),
});
const act = fc.record({
  holder,
  comes: fc.boolean(),
  lasts: fc.option(fc.nat(5)),
  passes: fc.nat(4),
});

const claimantOf = (holder: Holder, until: number | null): Claimant =>
  until === null ? holder : { ...holder, until: new Date(until).toISOString() };

it('a line has everybody once who has come and has neither gone nor ended, in the order of their coming', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
      let night: Night = plainNight;
      let line: { holder: Holder; until: number | null }[] = [];
      let now = 1;
      const endAt = (at: number) => {
        line = line.filter(({ until }) => until === null || until > at);
      };
      for (const { holder, comes, lasts, passes } of acts) {
        const until = lasts === null ? null : now + lasts;
        const place = line.findIndex((one) => isSame(one.holder, holder));
        if (!comes) line = line.filter((one) => !isSame(one.holder, holder));
        else if (place >= 0) line = line.with(place, { holder, until });
        else line = [...line, { holder, until }];
        night = comes
          ? withClaimant(night, claimantOf(holder, until), now)
          : withoutClaimant(night, holder, now);
        for (const at of [now, now + passes]) {
          endAt(at);
          const expected = line.map((one) => one.holder);
          expect(holdersAt(night, at)).toEqual(expected.length === 0 ? [null] : expected);
        }
        now += passes;
      }
    }),
  );
});
