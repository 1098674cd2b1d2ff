import { expect, it } from 'vitest';
import { search } from '../../../lib/stand-ins/jmespath.ts';

it('takes a member by its name, and nothing of what is not there', () => {
  expect(search('key', { key: 'a', fingerprint: 'b' })).toBe('a');
  expect(search('other', { key: 'a' })).toBeUndefined();
  expect(search('key', null)).toBeUndefined();
});

it('fails on what would take the language', () => {
  expect(() => search('a.b', {})).toThrow(/not the name of a member: a\.b/);
  expect(() => search('powertools_json(body)', {})).toThrow(TypeError);
});
