import * as z from 'zod';
import type { Template } from './template.ts';

const attributeSchema = z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) });
const refsSchema = z.array(z.object({ Ref: z.string() }));

/**
 * Logical ids of what stands behind the custom resources of a stack: the functions that make them real at AWS, their roles and those
 * roles' policies. Here the local cloud does that, or refuses the resource.
 */
export function providersIn({ Resources }: Template): ReadonlySet<string> {
  const all = Object.entries(Resources);
  const functions = all
    .filter(([, { Type }]) => Type.startsWith('Custom::'))
    .map(([, { Properties }]) => idIn(Properties.ServiceToken));
  const roles = functions.map((id) => idIn(Resources[id ?? '']?.Properties.Role));
  const policies = all
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => {
      const refs = refsSchema.safeParse(Properties.Roles).data ?? [];
      return refs.length > 0 && refs.every(({ Ref }) => roles.includes(Ref));
    })
    .map(([id]) => id);

  return new Set([...functions, ...roles, ...policies].filter((id) => id !== undefined));
}

function idIn(attribute: unknown): string | undefined {
  return attributeSchema.safeParse(attribute).data?.['Fn::GetAtt'][0];
}
