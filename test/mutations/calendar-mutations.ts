import type { Mutation } from './mutation.ts';

const store = ['test/adapters/dynamodb/calendar/calendar-store.test.ts'];
const api = ['test/lambdas/listings-api/calendar.test.ts'];

/** Who has a night. */
export const calendarMutations: readonly Mutation[] = [
  {
    name: 'a month is written over what has been written since it was read',
    promise: 'one holder per night',
    file: 'adapters/dynamodb/transactions.ts',
    search: "    ConditionExpression: '#version = :read',",
    replace: "    ConditionExpression: '#version >= :read',",
    tests: store,
  },
  {
    name: 'the first month of all is written by two',
    promise: 'one holder per night',
    file: 'adapters/dynamodb/transactions.ts',
    search: "{ ConditionExpression: 'attribute_not_exists(pk)' }",
    replace: '{}',
    tests: [...store, ...api],
  },
  {
    name: 'a hold waits for a night instead of being refused',
    promise: 'one holder per night',
    file: 'domain/calendar/claim-nights.ts',
    search: 'waiting.length > 0 && !request.waits',
    replace: 'waiting.length < 0 && !request.waits',
    tests: api,
  },
  {
    name: 'a hold has its nights after it has ended',
    promise: 'one holder per night',
    file: 'domain/calendar/night.ts',
    search: 'until === undefined || Date.parse(until) > now',
    replace: 'until === undefined || Date.parse(until) > 0 * now',
    tests: store,
  },
  {
    name: 'who claims again goes to the end',
    promise: 'one holder per night',
    file: 'domain/calendar/night.ts',
    search: '? live.map((other) => (isSame(other, claimant) ? claimant : other))',
    replace: '? [...live.filter((other) => !isSame(other, claimant)), claimant]',
    tests: store,
  },
  {
    name: 'who moves keeps the nights of before',
    promise: 'one holder per night',
    file: 'domain/calendar/claim-nights.ts',
    search: 'ranges: before === undefined ? [request] : [request, before],',
    replace: 'ranges: [request],',
    tests: store,
  },
];
