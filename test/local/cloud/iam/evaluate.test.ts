import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../../../local/cloud/iam/condition.ts';
import { type AuthorizationRequest, evaluate } from '../../../../local/cloud/iam/evaluate.ts';
import { compileStatement, policySchema } from '../../../../local/cloud/iam/statement.ts';

const units = 'arn:aws:dynamodb:us-east-1:1:table/units';
const mapping = 'arn:aws:lambda:us-east-1:1:event-source-mapping:m';
const functionArn = (name: string) => `arn:aws:lambda:us-east-1:1:function:${name}`;

/** As a template writes them. */
function statements(...written: readonly object[]) {
  return policySchema
    .parse({ Version: '2012-10-17', Statement: written })
    .Statement.map(compileStatement);
}
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({
  ...{ Effect: 'Allow', Action, Resource },
  ...(Condition && { Condition }),
});
const deny = (...parts: Parameters<typeof allow>) => ({ ...allow(...parts), Effect: 'Deny' });

const get: AuthorizationRequest = { action: 'dynamodb:GetItem', resource: units };
const forFunctions = (...names: string[]): AuthorizationRequest => ({
  ...{ action: 'lambda:DeleteEventSourceMapping', resource: mapping },
  context: { 'lambda:functionarn': names.map(functionArn) },
});
const onlyWorkers = (operator: string, value: string | string[] = functionArn('worker-*')) =>
  statements(allow('lambda:*', '*', { [operator]: { 'lambda:FunctionArn': value } }));

describe('a request', () => {
  it.each([
    { what: 'that nothing names', by: statements(), is: 'implicit deny' },
    { what: 'that is allowed', by: statements(allow('dynamodb:GetItem', units)), is: 'allow' },
    {
      what: 'by an action of many, in another case',
      by: statements(allow(['sqs:*', 'DYNAMODB:getitem'], [mapping, units])),
      is: 'allow',
    },
    {
      what: 'of another action',
      by: statements(allow('dynamodb:PutItem', units)),
      is: 'implicit deny',
    },
    {
      what: 'on another resource',
      by: statements(allow('dynamodb:GetItem', `${units}/index/due`)),
      is: 'implicit deny',
    },
    {
      what: 'whose action and resource are allowed, but not together',
      by: statements(allow('dynamodb:GetItem', mapping), allow('dynamodb:PutItem', units)),
      is: 'implicit deny',
    },
    {
      what: 'that is also denied, in whatever order',
      by: statements(deny('dynamodb:Get*', '*'), allow('*', '*')),
      is: 'explicit deny',
    },
    {
      what: 'that is also denied, after it was allowed',
      by: statements(allow('*', '*'), deny('dynamodb:Get*', '*')),
      is: 'explicit deny',
    },
  ])('$what: $is', ({ by, is }) => {
    expect(evaluate(by, get).effect).toBe(is);
  });

  it('tells the grants that allow it', () => {
    const by = statements(
      allow(['dynamodb:GetItem', 'dynamodb:Query'], [units, mapping]),
      allow('dynamodb:*', '*'),
    );

    expect(evaluate(by, get)).toEqual({
      effect: 'allow',
      grants: [
        { action: 'dynamodb:GetItem', resource: units, only: '' },
        { action: 'dynamodb:*', resource: '*', only: '' },
      ],
    });
  });
});

describe('a condition', () => {
  it.each([
    { operator: 'ArnEquals', names: ['worker-0'], is: true },
    { operator: 'ArnLike', names: ['worker-0'], is: true },
    { operator: 'ArnLike', names: ['other'], is: false },
    { operator: 'ArnLike', names: [], is: false },
    { operator: 'ArnLikeIfExists', names: [], is: true },
    { operator: 'ArnLikeIfExists', names: ['other'], is: false },
    { operator: 'ArnNotLike', names: ['other'], is: true },
    { operator: 'ArnNotLike', names: ['worker-0'], is: false },
    { operator: 'ArnNotEquals', names: [], is: true },
    { operator: 'StringEquals', names: ['worker-0'], is: false },
    { operator: 'StringLike', names: ['worker-0'], is: true },
    { operator: 'StringNotLike', names: ['worker-0'], is: false },
    { operator: 'ForAnyValue:ArnLike', names: ['other', 'worker-1'], is: true },
    { operator: 'ForAnyValue:ArnLike', names: [], is: false },
    { operator: 'ForAllValues:ArnLike', names: ['other', 'worker-1'], is: false },
    { operator: 'ForAllValues:ArnLike', names: ['worker-0', 'worker-1'], is: true },
    // As AWS has it: of no values, all are as wanted.
    { operator: 'ForAllValues:ArnLike', names: [], is: true },
    { operator: 'ForAnyValue:ArnNotLike', names: ['other', 'worker-1'], is: true },
    { operator: 'ForAllValues:ArnNotLike', names: ['other', 'worker-1'], is: false },
  ])('$operator of $names: $is', ({ operator, names, is }) => {
    expect(evaluate(onlyWorkers(operator), forFunctions(...names)).effect === 'allow').toBe(is);
  });

  it('with several values wants one of them, and with its negation none', () => {
    const both = [functionArn('a'), functionArn('b')];

    expect(evaluate(onlyWorkers('ArnEquals', both), forFunctions('b')).effect).toBe('allow');
    expect(evaluate(onlyWorkers('ArnNotEquals', both), forFunctions('b')).effect).not.toBe('allow');
  });

  it('wants all of its operators', () => {
    const key = 'lambda:FunctionArn';
    const by = statements(
      allow('lambda:*', '*', {
        ArnLike: { [key]: functionArn('worker-*') },
        StringNotEquals: { [key]: functionArn('worker-1') },
      }),
    );

    expect(evaluate(by, forFunctions('worker-0')).effect).toBe('allow');
    expect(evaluate(by, forFunctions('worker-1')).effect).toBe('implicit deny');
  });

  it('that is not known is an error, and neither allows nor denies', () => {
    expect(() => onlyWorkers('NumericLessThan')).toThrow('unknown condition operator');
    expect(() => onlyWorkers('ForSomeValues:ArnLike')).toThrow('unknown condition operator');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as policies write a variable.
    expect(() => onlyWorkers('ArnEquals', '${aws:PrincipalArn}')).toThrow('policy variables');
    const odd = { StringEquals: { 'aws:PrincipalTag/team': 'x' } };
    expect(() => statements(allow('sqs:*', '*', odd))).toThrow('unknown condition key');
  });
});

describe('the partitions that a call names', () => {
  const own = { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['SESSION#*', 'APIKEY#*'] } };
  const by = statements(allow('dynamodb:UpdateItem', units, own));
  const update = (...keys: string[]) => ({
    ...{ action: 'dynamodb:UpdateItem', resource: units },
    context: { 'dynamodb:leadingkeys': keys },
  });

  it.each([
    { keys: ['SESSION#1'], is: 'allow' },
    { keys: ['SESSION#1', 'APIKEY#2'], is: 'allow' },
    { keys: ['WINDOW#1'], is: 'implicit deny' },
    // One that is not allowed is one too many.
    { keys: ['SESSION#1', 'WINDOW#1'], is: 'implicit deny' },
    { keys: ['session#1'], is: 'implicit deny' },
    { keys: [''], is: 'implicit deny' },
  ])('$keys: $is', ({ keys, is }) => {
    expect(evaluate(by, update(...keys)).effect).toBe(is);
  });

  it('are told apart where grants are noted', () => {
    expect(evaluate(by, update('SESSION#1'))).toMatchObject({
      grants: [{ only: '[SESSION#* APIKEY#*]' }],
    });
  });
});

it.each([
  { element: { NotAction: 'sqs:*' } },
  { element: { NotResource: '*' } },
  { element: { Principal: '*' } },
  { element: { Effect: 'allow' } },
])('an element that is not evaluated is an error: $element', ({ element }) => {
  expect(() => statements({ ...allow('sqs:*', '*'), ...element })).toThrow();
});

describe('any policies', () => {
  const names = fc.constantFrom('sqs:A', 'sqs:B', 'sqs:*', '*');
  const resources = fc.constantFrom(
    'arn:aws:sqs:r:1:a',
    'arn:aws:sqs:r:1:b',
    'arn:aws:sqs:r:1:*',
    '*',
  );
  const workers = { ArnLike: { 'lambda:FunctionArn': functionArn('worker-*') } };
  const statement = (Effect: string) =>
    fc.record(
      {
        Effect: fc.constant(Effect),
        Action: fc.array(names, { minLength: 1, maxLength: 2 }),
        Resource: fc.array(resources, { minLength: 1, maxLength: 2 }),
        Condition: fc.constant(workers),
      },
      { requiredKeys: ['Effect', 'Action', 'Resource'] },
    );
  const policy = fc.array(fc.oneof(statement('Allow'), statement('Deny')), { maxLength: 4 });
  const request = fc.record({
    action: fc.constantFrom('sqs:A', 'sqs:B'),
    resource: fc.constantFrom('arn:aws:sqs:r:1:a', 'arn:aws:sqs:r:1:b'),
    context: fc.constantFrom<Context>({}, { 'lambda:functionarn': [functionArn('worker-0')] }),
  });
  const allowed = (by: readonly object[], one: AuthorizationRequest) =>
    evaluate(statements(...by), one).effect === 'allow';

  const change = fc.record({ more: statement('Allow'), less: statement('Deny') });

  it('allow no less with one more Allow, and no more with one more Deny', () => {
    fc.assert(
      fc.property(policy, change, request, (by, { more, less }, one) => {
        if (allowed(by, one)) expect(allowed([...by, more], one)).toBe(true);
        else expect(allowed([...by, less], one)).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('decide the same in any order', () => {
    fc.assert(
      fc.property(policy, request, (by, one) => {
        expect(evaluate(statements(...by.toReversed()), one).effect).toBe(
          evaluate(statements(...by), one).effect,
        );
      }),
    );
  });

  it('allow nothing when there is no Allow', () => {
    fc.assert(
      fc.property(fc.array(statement('Deny')), request, (by, one) => {
        expect(allowed(by, one)).toBe(false);
      }),
    );
  });
});
