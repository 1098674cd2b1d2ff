import { expect, it } from 'vitest';
import { transformed } from '../../../../local/cloud/events/input-transformer.ts';

const event = {
  'detail-type': 'channel.alert.opened',
  detail: { name: 'He said "no"\n', value: 0.5, of: { rule: 'error_rate' }, none: null },
};

it.each([
  ['"<a>: <b>"', { a: '$.detail.name', b: '$.detail.of.rule' }, 'He said "no"\n: error_rate'],
  ['"<a>"', { a: '$.detail.value' }, '0.5'],
  ['"<a>-<b>"', { a: '$.detail.none', b: '$.detail.nowhere.at' }, 'null-'],
  ['"<a> <other>"', { a: '$.detail-type' }, 'channel.alert.opened <other>'],
  ['{"rule":"<a>"}', { a: '$.detail.of.rule' }, '{"rule":"error_rate"}'],
])('%s with %j gives %s', (InputTemplate, InputPathsMap, given) => {
  expect(transformed({ InputTemplate, InputPathsMap }, event)).toBe(given);
});
