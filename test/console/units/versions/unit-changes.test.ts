import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOf, type UnitDraft } from '../../../../console/units/editor/unit-draft.ts';
import { listChanges } from '../../../../console/units/versions/list-changes.ts';
import {
  changeInWords,
  differingParts,
  withPartsOf,
} from '../../../../console/units/versions/unit-changes.ts';
import { aUnit } from '../../../builders/unit.ts';

const unit = draftOf(aUnit());
const named = (name: string): UnitDraft => ({ ...unit, texts: { ...unit.texts, name } });
const pictured = (...files: string[]): UnitDraft => ({
  ...unit,
  media_assets: files.map((file, sort_order) => ({
    ...{ url: `https://e.example/${file}`, caption: '', is_primary: sort_order === 0, sort_order },
  })),
});

describe('two versions of a unit', () => {
  it('differ where they say something else, and nowhere else', () => {
    expect(differingParts(unit, unit)).toEqual([]);
    expect(differingParts(unit, named('Another'))).toEqual(['name']);
    expect(differingParts(unit, { ...unit, amenities: ['sauna'] })).toEqual(['amenities']);
  });

  it('say a value as from and to, and a code by its name', () => {
    expect(changeInWords(named('A'), named('B'), 'name')).toEqual(['A → B']);
    const room = (code: string) => ({ ...unit, texts: { ...unit.texts, 'space.room_type': code } });
    expect(changeInWords(room(''), room('private_room'), 'space.room_type')).toEqual([
      'nothing → A room of their own',
    ]);
  });

  it('say of a long text which of its lines are others', () => {
    const about = (description: string) => ({ ...unit, texts: { ...unit.texts, description } });

    expect(changeInWords(about('a\nb\nc'), about('a\nx\nc'), 'description')).toEqual([
      'Removed: b',
      'Added: x',
    ]);
  });

  it('say a picture that moved to the front in one line, and which is the primary one now', () => {
    const from = pictured('a.jpg', 'b.jpg', 'c.jpg');

    expect(changeInWords(from, pictured('c.jpg', 'a.jpg', 'b.jpg'), 'media_assets')).toEqual([
      'Moved from place 3 to 1: c.jpg',
      'Now the primary picture: c.jpg',
    ]);
  });

  it('become one by taking parts of the other', () => {
    const mine = { ...named('Mine'), amenities: ['wifi'] };
    const theirs = { ...named('Theirs'), amenities: ['sauna'] };

    const one = withPartsOf(mine, theirs, ['amenities']);

    expect([one.texts.name, one.amenities]).toEqual(['Mine', ['sauna']]);
  });
});

describe('a list that has changed', () => {
  it.each([
    [['a', 'b'], ['x', 'a', 'b'], ['Added in front: x']],
    [['a', 'b'], ['a', 'b', 'x'], ['Added: x']],
    [['a', 'b', 'c'], ['a', 'c'], ['Removed: b']],
    [['a', 'b', 'c', 'd'], ['d', 'a', 'b', 'c'], ['Moved from place 4 to 1: d']],
    [['a', 'a'], ['a'], ['Removed: a']],
  ])('from %j to %j', (from, to, said) => {
    expect(listChanges(from, to)).toEqual(said);
  });

  it('says one sentence of one thing that moved, however long it is', () => {
    const list = fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(list, fc.nat(), fc.nat(), (texts, a, b) => {
        const [from, to] = [a % texts.length, b % texts.length];
        const moved = texts.toSpliced(from, 1).toSpliced(to, 0, texts[from] ?? '');
        expect(listChanges(texts, moved)).toHaveLength(from === to ? 0 : 1);
      }),
    );
  });
});
