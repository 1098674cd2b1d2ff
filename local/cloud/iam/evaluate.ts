import type { Context } from './condition.ts';
import type { Statement } from './statement.ts';

/** One thing that a call wants to do. */
export interface AuthorizationRequest {
  /** E.g. `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, or `*` for an action that AWS knows no resource for. */
  readonly resource: string;
  /** @default nothing is known */
  readonly context?: Context;
  /** How a refusal names the resource. @default `resource` */
  readonly shownAs?: string;
}

/** An action on a resource that a statement allows, as the policy writes them. */
export interface Grant {
  readonly action: string;
  readonly resource: string;
  /** What the statement's condition is about, e.g. `[SESSION#*]`; empty without a condition. */
  readonly only: string;
}

/** `grants`: all that allow the request. */
export type Decision =
  | { readonly effect: 'allow'; readonly grants: readonly Grant[] }
  | { readonly effect: 'explicit deny' | 'implicit deny' };

/**
 * Decides as IAM does for an identity's policies: what nothing allows is denied, and what anything denies is denied whatever
 * else allows it (docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function evaluate(
  statements: readonly Statement[],
  request: AuthorizationRequest,
): Decision {
  const grants: Grant[] = [];
  for (const statement of statements) {
    const found = grantsOf(statement, request);
    if (found.length === 0) continue;
    if (statement.effect === 'Deny') return { effect: 'explicit deny' };
    grants.push(...found);
  }
  return grants.length > 0 ? { effect: 'allow', grants } : { effect: 'implicit deny' };
}

/** The pairs of action and resource by which a statement applies to a request; none when it does not. */
function grantsOf(
  { actions, resources, holds, only }: Statement,
  { action, resource, context = {} }: AuthorizationRequest,
): Grant[] {
  const byAction = actions.filter(({ matches }) => matches(action));
  if (byAction.length === 0 || !holds(context)) return [];
  const byResource = resources.filter(({ matches }) => matches(resource));
  return byAction.flatMap((one) =>
    byResource.map((other) => ({ action: one.text, resource: other.text, only })),
  );
}
