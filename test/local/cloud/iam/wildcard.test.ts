import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arnLike, wildcard } from '../../../../local/cloud/iam/wildcard.ts';

/** The definition, letter by letter. */
function isLike(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const first = pattern[0];
  const rest = pattern.slice(1);
  if (first === '*') return isLike(rest, text) || (text !== '' && isLike(pattern, text.slice(1)));
  return text !== '' && (first === '?' || first === text[0]) && isLike(rest, text.slice(1));
}

const letters = fc.string({ unit: fc.constantFrom('a', 'b', '.', '\n', '(', '\\'), maxLength: 8 });
const patterns = fc.string({ unit: fc.constantFrom('a', 'b', '.', '(', '*', '?'), maxLength: 6 });

describe('a wildcard', () => {
  it('matches what its definition says', () => {
    fc.assert(
      fc.property(patterns, letters, (pattern, text) => {
        expect(wildcard(pattern)(text)).toBe(isLike(pattern, text));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    { pattern: 'dynamodb:*Item', text: 'dynamodb:GetItem', is: true },
    { pattern: 'dynamodb:*Item', text: 'dynamodb:GetItems', is: false },
    { pattern: 'a.c', text: 'abc', is: false },
    { pattern: '????', text: 'abc', is: false },
  ])('$pattern and $text: $is', ({ pattern, text, is }) => {
    expect(wildcard(pattern)(text)).toBe(is);
  });
});

describe('an ARN', () => {
  const table = 'arn:aws:dynamodb:us-east-1:1:table/units';

  it.each([
    { pattern: '*', arn: table, is: true },
    { pattern: '*', arn: '*', is: true },
    { pattern: table, arn: table, is: true },
    { pattern: table, arn: `${table}/index/due`, is: false },
    { pattern: `${table}/index/*`, arn: `${table}/index/due`, is: true },
    { pattern: 'arn:aws:dynamodb:*:*:table/*', arn: table, is: true },
    // No wildcard reaches over a colon in front of the last part.
    { pattern: 'arn:aws:*:table/units', arn: table, is: false },
    { pattern: 'arn:*', arn: table, is: false },
    { pattern: 'arn:aws:sqs:us-east-1:1:a-????', arn: 'arn:aws:sqs:us-east-1:1:a-b:cd', is: true },
    { pattern: 'arn:aws:lambda:*:*:function:f', arn: 'arn:aws:lambda:r:1:function:f', is: true },
    { pattern: 'arn:aws:lambda:*:*:function:f', arn: 'arn:aws:lambda:r:1:function:F', is: false },
    { pattern: table, arn: '*', is: false },
  ])('$arn is like $pattern: $is', ({ pattern, arn, is }) => {
    expect(arnLike(pattern)(arn)).toBe(is);
  });
});
