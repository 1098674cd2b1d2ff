import { describe, expect, it } from 'vitest';
import { PreconditionFailedError } from '../../../domain/common/errors.ts';
import { type Precondition, requirePrecondition } from '../../../domain/common/precondition.ts';

const check = (version: number | undefined, precondition?: Precondition) => () =>
  requirePrecondition('unit', version, precondition);

describe('a write', () => {
  it.each<[string, number | undefined, Precondition | undefined]>([
    ['asks for nothing', 3, undefined],
    ['asks for nothing of what is not there', undefined, {}],
    ['matches any version', 3, { match: '*' }],
    ['matches the stored version', 3, { match: ['"3"'] }],
    ['matches one of several', 3, { match: ['"2"', '"3"'] }],
    ['wants none, and there is none', undefined, { none_match: '*' }],
    ['wants another version than those it knows', 3, { none_match: ['"1"', 'W/"2"', '"33"'] }],
    ['knows versions of what is not there', undefined, { none_match: ['"3"'] }],
    ['knows no version', 3, { none_match: [] }],
    ['knows a tag with the weak sign inside', 3, { none_match: ['"W/3"', 'xW/"3"'] }],
  ])('may be made that %s', (_, version, precondition) => {
    expect(check(version, precondition)).not.toThrow();
  });

  it.each<[string, number | undefined, Precondition, string]>([
    ['wants what is not there', undefined, { match: '*' }, 'There is no such unit'],
    ['matches what is not there', undefined, { match: ['"3"'] }, 'There is no such unit'],
    [
      'matches an older version',
      13,
      { match: ['"12"'] },
      'changed since it was read: its ETag is "13"',
    ],
    ['matches an older one among others', 3, { match: ['W/"3"', '"2"'] }, 'its ETag is "3"'],
    ['matches a weak tag', 3, { match: ['W/"3"'] }, 'A weak entity tag matches nothing'],
    ['matches a weak tag among others', 3, { match: ['"abc"', 'W/"3"'] }, 'A weak entity tag'],
    [
      'matches a tag of somebody else',
      3,
      { match: ['"abc"'] },
      'no ETag that this API gives, such as "3"',
    ],
    [
      'matches a tag that a proxy has lengthened',
      3,
      { match: ['"3"-gzip'] },
      'no ETag that this API gives',
    ],
    [
      'matches a tag that a proxy has prefixed',
      3,
      { match: ['gzip-"3"'] },
      'no ETag that this API gives',
    ],
    ['matches no tag', 3, { match: [] }, 'no ETag that this API gives'],
    ['wants none, and there is one', 3, { none_match: '*' }, 'There is such a unit already'],
    ['wants another than the stored one', 3, { none_match: ['"2"', '"3"'] }, 'The unit is at "3"'],
    ['compares weakly', 3, { none_match: ['W/"3"'] }, 'The unit is at "3"'],
  ])('may not be made that %s, and is told why', (...[, version, precondition, words]) => {
    expect(check(version, precondition)).toThrow(PreconditionFailedError);
    expect(check(version, precondition)).toThrow(words);
  });
});
