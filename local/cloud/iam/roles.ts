import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import { compileStatement, policySchema, type Statement } from './statement.ts';

/** What each role of the template may do, by the role's name. */
export type Roles = ReadonlyMap<string, readonly Statement[]>;

const inlinePolicy = z.object({ PolicyDocument: policySchema });

/** Managed policies and boundaries are documents of others, which are not here to be read. */
const roleSchema = z.object({
  Policies: z.array(inlinePolicy).default([]),
  ManagedPolicyArns: z.never().optional(),
  PermissionsBoundary: z.never().optional(),
});

const attachedPolicy = inlinePolicy.extend({ Roles: z.array(z.string()).default([]) });

/** @throws CloudError for a policy that this evaluation would not do justice to. */
export function readRoles(resources: Resources): Roles {
  const attached = resources
    .ofType('AWS::IAM::Policy')
    .map((resource) => ({ resource, ...propertiesOf(resource, attachedPolicy) }));
  return new Map(
    resources.ofType('AWS::IAM::Role').map((role) => {
      const own = propertiesOf(role, roleSchema).Policies.map((policy) => ({
        resource: role,
        ...policy,
      }));
      const all = [...own, ...attached.filter(({ Roles }) => Roles.includes(role.ref))];
      return [role.ref, all.flatMap(statementsOf)];
    }),
  );
}

interface ReadPolicy extends z.infer<typeof inlinePolicy> {
  readonly resource: Resource;
}

function statementsOf({ resource, PolicyDocument }: ReadPolicy): Statement[] {
  try {
    return PolicyDocument.Statement.map(compileStatement);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CloudError(`${resource.stack}/${resource.logicalId}: ${message}`, { cause });
  }
}
