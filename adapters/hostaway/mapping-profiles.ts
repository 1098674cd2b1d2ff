import { readFileSync } from 'node:fs';
import jsonata, { type Expression } from 'jsonata';
import { parse } from 'yaml';
import { z } from 'zod';
import type { FieldMappingProfile } from '../../domain/channels/target.ts';

const expressions = z.record(z.string(), z.string().min(1));
const profileSchema = z.strictObject({ fields: expressions, warnings: expressions });
const names = z.record(z.string(), z.array(z.string().min(1)).min(1));

const fileSchema = z.strictObject({
  property_types: names,
  bed_types: names,
  amenities: names,
  profiles: z.strictObject({ public_api: profileSchema, specification: profileSchema }),
});

type File = z.infer<typeof fileSchema>;

/** A unit's word -> Hostaway's names for it, best first. */
export type Names = Readonly<Record<string, readonly string[]>>;

export interface CompiledProfile {
  readonly fields: Expression;
  readonly warnings: Expression;
}

export interface Mappings {
  readonly names: Readonly<Record<'property_types' | 'bed_types' | 'amenities', Names>>;
  readonly profiles: Readonly<Record<FieldMappingProfile, CompiledProfile>>;
}

let mappings: Mappings | undefined;

/** `channel_field_mappings.yaml`, read and compiled at the first use. @throws ZodError when the file is malformed */
export function loadMappings(): Mappings {
  mappings ??= compile(
    fileSchema.parse(
      parse(readFileSync(new URL('./channel_field_mappings.yaml', import.meta.url), 'utf8')),
    ),
  );
  return mappings;
}

function compile({ profiles, ...names }: File): Mappings {
  const { public_api, specification } = profiles;

  return {
    names,
    profiles: {
      public_api: compileProfile(public_api),
      specification: compileProfile(specification),
    },
  };
}

function compileProfile(profile: z.infer<typeof profileSchema>): CompiledProfile {
  return { fields: toObject(profile.fields), warnings: toObject(profile.warnings) };
}

/** One expression for all, since that is one evaluation per unit instead of forty. */
function toObject(parts: Readonly<Record<string, string>>): Expression {
  const members = Object.entries(parts).map(([key, text]) => `${JSON.stringify(key)}: (${text})`);
  return jsonata(`{ ${members.join(', ')} }`);
}
