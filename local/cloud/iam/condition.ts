import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { arnLike, type Matches, wildcard } from './wildcard.ts';

/** What is known of a request beside its action and resource: values by condition key, in lower case as `lambda:functionarn`. */
export type Context = Readonly<Record<string, readonly string[]>>;

/** Tells whether a request's context is as a `Condition` says. */
export type Condition = (context: Context) => boolean;

interface Operator {
  readonly matches: (pattern: string) => Matches;
  readonly negated: boolean;
}

const equal = (wanted: string) => (value: string) => value === wanted;
const equalInAnyCase = (wanted: string) => (value: string) =>
  value.toLowerCase() === wanted.toLowerCase();

/** IAM compares ARNs for equality as it does for likeness. */
const comparisons: readonly (readonly [string, string, Operator['matches']])[] = [
  ['StringEquals', 'StringNotEquals', equal],
  ['StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalInAnyCase],
  ['StringLike', 'StringNotLike', wildcard],
  ['ArnEquals', 'ArnNotEquals', arnLike],
  ['ArnLike', 'ArnNotLike', arnLike],
];

const operators = new Map<string, Operator>(
  comparisons.flatMap(([name, negation, matches]) => [
    [name, { matches, negated: false }],
    [negation, { matches, negated: true }],
  ]),
);

/** Keys for which requests to the local cloud carry a value where they do at AWS. */
const knownKeys = new Set(['dynamodb:leadingkeys', 'lambda:functionarn']);

const values = z.union([z.string().transform((one) => [one]), z.array(z.string())]);

/** By operator and key. */
export const conditionSchema = z.record(z.string(), z.record(z.string(), values));

/**
 * All operators and keys of a `Condition` must hold.
 *
 * @throws CloudError for an operator, key or variable that is not known here: it would be no condition at all.
 */
export function compileCondition(block: z.infer<typeof conditionSchema>): Condition {
  const tests = Object.entries(block).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, wanted]) => compileTest(operator, key, wanted)),
  );
  return (context) => tests.every((holds) => holds(context));
}

function compileTest(name: string, key: string, wanted: readonly string[]): Condition {
  const [, quantifier, base = '', ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const operator = operators.get(base);
  if (operator === undefined) throw new CloudError(`unknown condition operator ${name}`);
  const known = key.toLowerCase();
  if (!knownKeys.has(known)) throw new CloudError(`unknown condition key ${key}`);
  const patterns = wanted.map((value) => operator.matches(refuseVariables(value)));
  const { negated } = operator;
  const accepts = (value: string) => patterns.some((matches) => matches(value)) !== negated;
  return (context) => {
    const present = context[known] ?? [];
    if (quantifier === 'ForAnyValue') return present.some(accepts);
    if (quantifier === 'ForAllValues') return present.every(accepts);
    // What is not there is not equal to anything.
    if (present.length === 0) return negated || ifExists !== undefined;
    return present.every(accepts);
  };
}

/** @throws CloudError for a policy variable such as `${aws:username}`, which is replaced by AWS for each request. */
export function refuseVariables(value: string): string {
  if (value.includes('${')) throw new CloudError(`policy variables are not known here: ${value}`);
  return value;
}
