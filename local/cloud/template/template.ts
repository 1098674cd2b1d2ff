import * as z from 'zod';

const properties = z.record(z.string(), z.unknown());

export const resourceSchema = z.object({
  Type: z.string(),
  Properties: properties.default({}),
  Metadata: properties.default({}),
  Condition: z.string().optional(),
});

/** What the local cloud reads of a CloudFormation template. Intrinsic functions are still in place. */
export const templateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.unknown().optional() })).default({}),
  Mappings: z.record(z.string(), z.record(z.string(), properties)).default({}),
  Conditions: properties.default({}),
  Resources: z.record(z.string(), resourceSchema).default({}),
  Outputs: z
    .record(
      z.string(),
      z.object({ Value: z.unknown(), Export: z.object({ Name: z.unknown() }).optional() }),
    )
    .default({}),
});

export type Template = z.infer<typeof templateSchema>;
export type TemplateResource = z.infer<typeof resourceSchema>;

/** One synthesised stack. `assets` maps an asset's object key in the template to its folder on this machine. */
export interface Stack {
  readonly name: string;
  readonly template: Template;
  readonly assets: ReadonlyMap<string, string>;
}
