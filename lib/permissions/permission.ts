import { Stack, Validations } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import * as z from 'zod';

/** One thing a function may do. */
export interface Permission {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** @default none */
  readonly conditions?: Readonly<Record<string, Record<string, unknown>>>;
  /**
   * Why a resource is a pattern and not the name of one thing.
   *
   * @default none: then every resource must be named exactly
   */
  readonly patternReason?: string;
}

export function toStatement({ actions, resources, conditions }: Permission): PolicyStatement {
  return new PolicyStatement({
    actions: [...actions],
    resources: [...resources],
    ...(conditions && { conditions: { ...conditions } }),
  });
}

/** Puts each pattern's reason on record, word for word as the security check names the finding. Others stay findings. */
export function acknowledgePatterns(holder: IConstruct, permissions: readonly Permission[]): void {
  for (const { resources, patternReason } of permissions) {
    if (patternReason === undefined) continue;
    for (const resource of resources) {
      const finding = flatten(Stack.of(holder).resolve(resource));
      Validations.of(holder).acknowledge({
        id: `AwsSolutions-IAM5[Resource::${finding}]`,
        reason: patternReason,
      });
    }
  }
}

const joinSchema = z.object({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const refSchema = z.object({ Ref: z.string() });

/** A resolved value as one string, with references in angle brackets. Patterns are built of names, never of attributes. */
function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const join = joinSchema.safeParse(value);
  if (join.success) return join.data['Fn::Join'][1].map(flatten).join(join.data['Fn::Join'][0]);
  return `<${refSchema.parse(value).Ref}>`;
}
