import { expect, it } from 'vitest';
import { canRepeat, eventInWords, inboundFilter } from '../../../console/inbound/inbound-words.ts';

it.each([
  ['booking_created', '4711', 'New booking: reservation 4711'],
  ['test', null, 'Test by the channel'],
] as const)('says what %s is', (event_type, external_reservation_id, words) => {
  expect(eventInWords({ event_type, external_reservation_id })).toBe(words);
});

it.each([
  ['failed', '4711', true],
  ['success', '4711', true],
  ['pending', '4711', false],
  ['ignored', null, false],
] as const)(
  'offers to look again at one that is %s, of reservation %s: %s',
  (processing_status, external_reservation_id, can) => {
    expect(canRepeat({ processing_status, external_reservation_id })).toBe(can);
  },
);

it.each([
  { chosen: { target: 't-1', status: 'failed' }, filter: { target_id: 't-1', status: 'failed' } },
  { chosen: { target: '', status: 'nonsense' }, filter: {} },
])('asks the API for $filter', ({ chosen, filter }) => {
  expect(inboundFilter(chosen)).toEqual(filter);
});
