import { expect, it } from 'vitest';
import { countTable, factTable } from '../../../local/demo/table.ts';

it('counts pairs, with sums and columns in line', () => {
  const table = countTable('Calls', [
    ['update', '200'],
    ['create', '200'],
    ['create', 'no answer'],
    ['create', '200'],
  ]);

  expect(table.split('\n')).toEqual([
    'Calls',
    '          200  no answer  all',
    '  create    2          1    3',
    '  update    1          -    1',
  ]);
});

it('puts facts in line', () => {
  expect(
    factTable('Result', [
      ['listings', '40'],
      ['at the channel', '40'],
    ]).split('\n'),
  ).toEqual(['Result', '  listings        40', '  at the channel  40']);
});
