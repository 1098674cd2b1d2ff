import { readFile } from 'node:fs/promises';
import type { Expression } from 'jsonata';
import * as z from 'zod';
import type { FieldMappingProfile } from '../../../domain/targets/target.ts';
import { leftBehindSchema } from './left-behind.ts';

const expressions = z.record(z.string(), z.string().min(1));
const profileSchema = z.strictObject({ fields: expressions, warnings: expressions });
const names = z.record(z.string(), z.array(z.string().min(1)).min(1));

const fileSchema = z.strictObject({
  property_types: names,
  bed_types: names,
  amenities: names,
  left_behind: leftBehindSchema,
  profiles: z.strictObject({ public_api: profileSchema, specification: profileSchema }),
});

/** A unit's word -> Hostaway's names for it, best first. */
export type Names = Readonly<Record<string, readonly string[]>>;

export interface CompiledProfile {
  /** Whether its payloads may hold the field. */
  readonly has: (field: string) => boolean;
  readonly fields: Expression;
  readonly warnings: Expression;
}

export interface Mappings {
  readonly left_behind: z.infer<typeof leftBehindSchema>;
  readonly names: Readonly<Record<'property_types' | 'bed_types' | 'amenities', Names>>;
  readonly profiles: Readonly<Record<FieldMappingProfile, CompiledProfile>>;
}

type Compile = (text: string) => Expression;

let mappings: Promise<Mappings> | undefined;

/** `channel_field_mappings.yaml`, read and compiled at the first use. @throws ZodError when the file is malformed */
export function loadMappings(): Promise<Mappings> {
  mappings ??= load();
  return mappings;
}

async function load(): Promise<Mappings> {
  const text = await readFile(new URL('./channel_field_mappings.yaml', import.meta.url), 'utf8');
  // Loaded only here: 20 ms that functions which never map are spared.
  const { parse } = await import('yaml');
  const { default: jsonata } = await import('jsonata');
  const { profiles, left_behind, ...names } = fileSchema.parse(parse(text));

  return {
    names,
    left_behind,
    profiles: {
      public_api: compileProfile(profiles.public_api, jsonata),
      specification: compileProfile(profiles.specification, jsonata),
    },
  };
}

function compileProfile(
  { fields, warnings }: z.infer<typeof profileSchema>,
  compile: Compile,
): CompiledProfile {
  return {
    has: (field) => Object.hasOwn(fields, field),
    fields: compile(toObject(fields)),
    warnings: compile(toObject(warnings)),
  };
}

/** One expression for all, since that is one evaluation per unit instead of forty. */
function toObject(parts: Readonly<Record<string, string>>): string {
  const members = Object.entries(parts).map(([key, text]) => `${JSON.stringify(key)}: (${text})`);
  return `{ ${members.join(', ')} }`;
}
