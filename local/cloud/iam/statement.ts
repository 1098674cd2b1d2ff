import * as z from 'zod';
import { type Condition, compileCondition, conditionSchema, refuseVariables } from './condition.ts';
import { arnLike, type Matches, wildcard } from './wildcard.ts';

const oneOrMore = z.union([z.string().transform((one) => [one]), z.array(z.string()).min(1)]);

/** Strict: an element that nobody looks at, such as `NotAction`, would permit or refuse something else than it says. */
const statementSchema = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Action: oneOrMore,
  Resource: oneOrMore,
  Condition: conditionSchema.optional(),
});

/** A policy document of an identity. */
export const policySchema = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.array(statementSchema),
});

export interface Pattern {
  /** As the policy writes it. */
  readonly text: string;
  readonly matches: Matches;
}

/** A statement, ready to be compared with requests. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly Pattern[];
  readonly resources: readonly Pattern[];
  readonly holds: Condition;
  /** The values that its condition names, in brackets; empty for a statement without one. */
  readonly only: string;
}

/** @throws CloudError for a condition or a variable that is not known here. */
export function compileStatement({
  Effect,
  Action,
  Resource,
  Condition = {},
}: z.infer<typeof statementSchema>): Statement {
  return {
    effect: Effect,
    actions: Action.map((text) => ({ text, matches: actionLike(text) })),
    resources: Resource.map((text) => ({ text, matches: arnLike(refuseVariables(text)) })),
    holds: compileCondition(Condition),
    only: valuesIn(Condition),
  };
}

function valuesIn(condition: z.infer<typeof conditionSchema>): string {
  const values = Object.values(condition).flatMap((keys) => Object.values(keys).flat());
  return values.length === 0 ? '' : `[${values.join(' ')}]`;
}

/** Case does not count in the names of actions. */
function actionLike(pattern: string): Matches {
  const matches = wildcard(pattern.toLowerCase());
  return (action) => matches(action.toLowerCase());
}
