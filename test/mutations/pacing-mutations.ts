import type { Mutation } from './mutation.ts';

const window = ['test/domain/pacing/window.test.ts'];
const starts = ['test/domain/pacing/reserve-starts.test.ts'];

/** When calls may be made, and who waits where. */
export const pacingMutations: readonly Mutation[] = [
  {
    name: 'an answer is taken for the moment at which the call was counted, clocks being equal',
    promise: 1,
    file: 'domain/pacing/rules.ts',
    search: 'Math.min(margin_ms, d + clock_ms)',
    replace: 'Math.min(margin_ms, d - clock_ms)',
    tests: window,
  },
  {
    name: 'a new call is thought to be counted at its start',
    promise: 1,
    file: 'domain/pacing/rules.ts',
    search: 'span: window_ms, reach: policy.margin_ms }',
    replace: 'span: window_ms, reach: 0 }',
    tests: window,
  },
  {
    name: 'a start at which no call was made stays taken',
    promise: 'pace',
    file: 'domain/pacing/window.ts',
    search: 'return answered === null ? [] :',
    replace: 'return answered === null ? call :',
    tests: window,
  },
  {
    name: 'a worker waits for starts that are far away',
    promise: 'pace',
    file: 'domain/pacing/reserve-starts.ts',
    search: 'return Math.min(longestWaitMs, Math.max(0, deadline - deps.clock()));',
    replace: 'return Math.max(0, deadline - deps.clock());',
    tests: starts,
  },
  {
    name: 'who has come at a place in vain is sent to the end again',
    promise: 'pace',
    file: 'domain/pacing/places.ts',
    search: 'Math.max(0, returning - (request.count - left))',
    replace: 'Math.max(0, 0 * returning)',
    tests: starts,
  },
  {
    name: 'places are kept for those who do not come',
    promise: 'pace',
    file: 'domain/pacing/places.ts',
    search:
      'const end = half_empty ? 0 : (log.promised[kind] ?? 0);\n\n  return {\n    promised: half_empty ?',
    replace:
      'const end = log.promised[kind] ?? 0;\n\n  return {\n    promised: half_empty && end < 0 ?',
    tests: starts,
  },
  {
    name: 'answers are not told to other workers',
    promise: 'pace',
    file: 'adapters/dynamodb/targets/window-store.ts',
    search: 'this.#ends.set(windowKey, [...ends, end].slice(-mostEnds));',
    replace: 'this.#ends.set(windowKey, ends);',
    tests: ['test/adapters/dynamodb/targets/window-store.test.ts'],
  },
  {
    name: 'a killer takes the neighbours in its batch along',
    promise: 8,
    file: 'domain/sync/begun-deliveries.ts',
    search: 'const apart = suspects.filter(',
    replace: 'const apart = suspects.slice(99).filter(',
    tests: ['test/domain/sync/begun-deliveries.test.ts'],
  },
  {
    name: 'deliveries that were worked through count against a message',
    promise: 7,
    file: 'adapters/dynamodb/sync/begun-deliveries.ts',
    search: 'await this.#add(messageId, -1);',
    replace: 'await this.#add(messageId, 0);',
    tests: ['test/adapters/dynamodb/sync/begun-deliveries.test.ts'],
  },
  {
    name: 'a target that has moved leaves its listings at the account of before',
    promise: 4,
    file: 'domain/recovery/forgotten.ts',
    search: "if (hasMoved(listing, target)) return 'moved';",
    replace: '',
    tests: ['test/domain/recovery/forgotten.test.ts'],
  },
  {
    name: 'what was published anew during a call for the one that is gone is made without a look',
    promise: 5,
    file: 'domain/attempts/doubt.ts',
    search: 'isForgotten(attempt, current) ? mergeChanges(doubt, look) : doubt',
    replace: 'doubt',
    tests: ['test/domain/listings/gone-listing.test.ts'],
  },
];
