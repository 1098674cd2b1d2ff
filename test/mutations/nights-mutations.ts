import type { Mutation } from './mutation.ts';

const promise = 'channels show the nights of the calendar';
const nights = ['test/domain/sync/nights.test.ts'];
const checks = ['test/domain/sync/check-nights.test.ts'];

/** What channels are told of nights, and what updates leave out. */
export const nightsMutations: readonly Mutation[] = [
  {
    name: 'nights without a clear answer are not told again',
    promise,
    file: 'domain/availability/nights-part.ts',
    search: 'return confirm_at > now ? [] : unsure;',
    replace: 'return [];',
    tests: nights,
  },
  {
    name: 'nights that were accepted early are not told a second time',
    promise,
    file: 'domain/availability/nights-part.ts',
    search: 'const left = early',
    replace: 'const left = early && nights.size < 0',
    tests: nights,
  },
  {
    name: 'a night that may have been closed is not opened',
    promise,
    file: 'domain/availability/wanted-night.ts',
    search: '...(unsure && { closed: false }),',
    replace: '',
    tests: nights,
  },
  {
    name: 'a night of which nothing was said is told to be open',
    promise,
    file: 'domain/availability/wanted-night.ts',
    search: 'filter(([name]) => name in said)',
    replace: 'filter(([name]) => name.length > 0)',
    tests: nights,
  },
  {
    name: 'nights that were refused are sent with every job',
    promise,
    file: 'domain/sync/plan-calendar.ts',
    search: 'nights.failed_key === key && request_id === undefined',
    replace: 'nights.failed_key === undefined && request_id === undefined',
    tests: nights,
  },
  {
    name: 'nights are told after the content',
    promise,
    file: 'domain/sync/plan.ts',
    search: "if (calendar.kind !== 'call' || listing.external_listing_id === null)",
    replace: "if (calendar.kind !== 'call' || content.kind === 'call')",
    tests: nights,
  },
  {
    name: 'a night that is open at the channel though it is taken is left so',
    promise,
    file: 'domain/availability/check-nights.ts',
    search: 'if (told.closed === true) return there.closed !== false;',
    replace: 'if (told.closed === true) return true;',
    tests: checks,
  },
  {
    name: 'a night that somebody has closed at the channel is opened',
    promise,
    file: 'domain/availability/check-nights.ts',
    search: 'if (told.closed === false) closed_there.push(date);',
    replace: 'again.push(date);',
    tests: checks,
  },
  {
    name: 'an update leaves out what was refused in part',
    promise: 'updates name what has changed',
    file: 'domain/content/left-out.ts',
    search: '|| isInDoubt(listing)) return held;',
    replace: ') return held;',
    tests: ['test/domain/content/left-out.test.ts'],
  },
];
