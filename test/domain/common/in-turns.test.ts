import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inTurns } from '../../../domain/common/in-turns.ts';
import { VirtualTime } from '../../fakes/virtual-time.ts';

interface Piece {
  readonly group: string;
  readonly number: number;
  readonly takes: number;
}

const groupOf = ({ group }: Piece) => group;
const piecesOf = (group: string, count: number, takes: number): Piece[] =>
  Array.from({ length: count }, (_, number) => ({ group, number, takes }));

/** When each was done (ms), in virtual time. */
async function ends(pieces: readonly Piece[], atOnce: number, until = Number.POSITIVE_INFINITY) {
  const time = new VirtualTime(0);
  const done: { piece: Piece; at: number }[] = [];
  const turns = { groupOf, atOnce, goesOn: () => time.now <= until };
  const work = async (piece: Piece) => {
    await time.sleep(piece.takes);
    done.push({ piece, at: time.now });
    return undefined;
  };
  const left = await time.run(inTurns(pieces, turns, work));

  return { done, left };
}

const last = (done: readonly { piece: Piece; at: number }[], group: string) =>
  Math.max(...done.filter(({ piece }) => piece.group === group).map(({ at }) => at));

describe('inTurns', () => {
  it('does every piece once, those of a group in their order, as many at once as it may', async () => {
    const piece = fc.record({
      group: fc.constantFrom('a', 'b', 'c'),
      number: fc.nat(),
      takes: fc.nat(50),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(piece), fc.integer({ min: 1, max: 5 }), async (pieces, atOnce) => {
        const begun: Piece[] = [];
        let underWay = 0;
        const time = new VirtualTime(0);
        const left = await time.run(
          inTurns(pieces, { groupOf, atOnce, goesOn: () => true }, async (one) => {
            begun.push(one);
            underWay += 1;
            expect(underWay).toBeLessThanOrEqual(atOnce);
            await time.sleep(one.takes);
            underWay -= 1;
            return undefined;
          }),
        );
        expect(left).toEqual([]);
        for (const group of ['a', 'b', 'c'])
          expect(begun.filter((one) => one.group === group)).toEqual(
            pieces.filter((one) => one.group === group),
          );
        expect(begun).toHaveLength(pieces.length);
      }),
    );
  });

  it('lets no group wait for one whose pieces take long, however many there are', async () => {
    const slow = piecesOf('slow', 100, 20_000);
    const others = ['b', 'c', 'd'].flatMap((group) => piecesOf(group, 50, 400));

    const { done } = await ends([...slow, ...others], 8);

    // Alone they would take 150 x 0.4 s / 8.
    for (const group of ['b', 'c', 'd']) expect(last(done, group)).toBeLessThan(2 * 7_500);
  });

  it('lets a group have all that is free when nobody else wants it', async () => {
    const { done } = await ends(piecesOf('alone', 80, 1_000), 8);

    expect(last(done, 'alone')).toBe(10_000);
  });

  it('begins none once it is to stop, and answers those', async () => {
    const pieces = [...piecesOf('a', 10, 1_000), ...piecesOf('b', 2, 1_000)];

    const { done, left } = await ends(pieces, 2, 2_500);

    expect(done.length + left.length).toBe(12);
    expect(left.map(({ group, number }) => `${group}${number}`)).toEqual(
      expect.arrayContaining(['a9']),
    );
    expect(done.filter(({ piece }) => piece.group === 'b')).toHaveLength(2);
  });

  it('puts a piece to the end of another group when it is told to', async () => {
    const begun: string[] = [];
    const moved = new Set<Piece>();
    const pieces = piecesOf('a', 3, 0);

    await inTurns(pieces, { groupOf, atOnce: 1, goesOn: () => true }, async (piece) => {
      begun.push(`a${piece.number}`);
      if (piece.number > 0 || moved.has(piece)) return undefined;
      moved.add(piece);
      return 'later';
    });

    expect(begun).toContain('a0');
    expect(begun.filter((one) => one === 'a0')).toHaveLength(2);
    expect(begun).toHaveLength(4);
  });

  it('ends with the first failure', async () => {
    const turns = { groupOf, atOnce: 2, goesOn: () => true };

    await expect(
      inTurns(piecesOf('a', 3, 0), turns, () => Promise.reject(new Error('a bug'))),
    ).rejects.toThrow('a bug');
  });
});
