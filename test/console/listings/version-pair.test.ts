import { expect, it } from 'vitest';
import { chosenPair } from '../../../console/listings/listing/version-pair.ts';

it.each([
  // What is to come: from what was sent last to what is newest.
  { address: '', newest: 5, sent: 3, pair: { from: 3, to: 5 } },
  { address: '', newest: 5, sent: 5, pair: { from: 4, to: 5 } },
  { address: '', newest: 5, sent: null, pair: { from: 4, to: 5 } },
  { address: '', newest: 1, sent: 1, pair: { from: 1, to: 1 } },
  { address: 'from=2&to=4', newest: 5, sent: 3, pair: { from: 2, to: 4 } },
  { address: 'from=4&to=2', newest: 5, sent: 3, pair: { from: 4, to: 2 } },
  { address: 'from=0&to=6', newest: 5, sent: 3, pair: { from: 3, to: 5 } },
  { address: 'from=x&to=1.5', newest: 5, sent: 3, pair: { from: 3, to: 5 } },
])('"$address" of $newest, with $sent sent last, is $pair', ({ address, newest, sent, pair }) => {
  expect(chosenPair(new URLSearchParams(address), { newest, sent })).toEqual(pair);
});
