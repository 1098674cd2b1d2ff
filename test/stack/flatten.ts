import * as z from 'zod';

const intrinsicSchema = z.union([
  z.object({ Ref: z.string() }),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
  z.object({ 'Fn::ImportValue': z.string() }),
  z.object({ 'Fn::Sub': z.string() }),
  z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) }),
]);

/** A property with its references written as text, e.g. `<AWS::Region>` or `<QueuesPriority.Arn>`. */
export function flatten(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flatten);
  if (typeof value !== 'object' || value === null) return value;
  const intrinsic = Object.keys(value).length === 1 ? intrinsicSchema.safeParse(value) : undefined;
  if (intrinsic?.success) return flattenIntrinsic(intrinsic.data);

  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, flatten(each)]));
}

function flattenIntrinsic(value: z.infer<typeof intrinsicSchema>): string {
  if ('Ref' in value) return `<${value.Ref}>`;
  if ('Fn::GetAtt' in value) return `<${value['Fn::GetAtt'].join('.')}>`;
  if ('Fn::Sub' in value) return value['Fn::Sub'];
  if ('Fn::ImportValue' in value) {
    // <stack>:ExportsOutput<RefOrAttribute>...: the stack's name adds nothing.
    return `<${value['Fn::ImportValue'].replace(/^.*:ExportsOutput(Ref|FnGetAtt)/, '')}>`;
  }
  const [separator, parts] = value['Fn::Join'];
  return parts.map(flatten).join(separator);
}
