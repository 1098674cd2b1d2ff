import { accessDenied } from './access-denied.ts';
import { type AuthorizationRequest, type Decision, evaluate, type Grant } from './evaluate.ts';
import type { Roles } from './roles.ts';
import type { Session } from './session.ts';
import type { Statement } from './statement.ts';

/** A grant of a role, and whether a call has needed it so far. */
export interface RoleGrant extends Grant {
  readonly role: string;
  readonly used: boolean;
}

/** Decides what the roles of the template may do, and remembers which of their grants were needed. */
export class Authorizer {
  readonly #roles: Roles;
  readonly #used = new Set<string>();

  constructor(roles: Roles) {
    this.#roles = roles;
  }

  /** @throws AwsError AccessDeniedException for the first request that the session's role does not allow. */
  authorize(session: Session, requests: readonly AuthorizationRequest[]): void {
    for (const request of requests) {
      const { effect } = this.#decide(session, request);
      if (effect !== 'allow') throw accessDenied({ session, request, effect });
    }
  }

  allows(session: Session, request: AuthorizationRequest): boolean {
    return this.#decide(session, request).effect === 'allow';
  }

  /** All that the roles' statements allow, action by action and resource by resource. */
  grants(): readonly RoleGrant[] {
    return [...this.#roles].flatMap(([role, statements]) =>
      statements.flatMap(allowed).map((grant) => ({
        ...{ role, ...grant },
        used: this.#used.has(keyOf(role, grant)),
      })),
    );
  }

  #decide({ role }: Session, request: AuthorizationRequest): Decision {
    const decision = evaluate(this.#roles.get(role) ?? [], request);
    if (decision.effect === 'allow') {
      for (const grant of decision.grants) this.#used.add(keyOf(role, grant));
    }
    return decision;
  }
}

function allowed({ effect, actions, resources, only }: Statement): Grant[] {
  if (effect === 'Deny') return [];
  return actions.flatMap(({ text: action }) =>
    resources.map(({ text: resource }) => ({ action, resource, only })),
  );
}

function keyOf(role: string, { action, resource, only }: Grant): string {
  return `${role} ${action} ${resource}${only}`;
}
