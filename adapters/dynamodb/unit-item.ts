import * as z from 'zod';
import {
  type StoredUnit,
  storedUnitSchema,
  type Unit,
  unitContentSchema,
  unitSchema,
} from '../../domain/supply/unit.ts';
import { tenantOf, unitKey } from './keys.ts';
import { packContent, packedContentSchema } from './packed-content.ts';

const prefix = 'UNIT#';
const contentOnlySchema = unitContentSchema.strip();
const publicSchema = unitSchema.strip();

const itemSchema = z.object({
  pk: z.string(),
  sk: z.string().startsWith(prefix),
  content: packedContentSchema,
  version: z.int(),
  created_at: z.string(),
  updated_at: z.string(),
  written_by: z.string().nullable(),
  trace_id: z.string(),
});

/** A unit as it lies in table `channels`: what its key says is not repeated. */
export function unitItem(unit: StoredUnit): Record<string, unknown> {
  const { id, version, created_at, updated_at, written_by, trace_id } = unit;

  return {
    ...unitKey(unit, id),
    content: packContent(contentOnlySchema.parse(unit)),
    ...{ version, created_at, updated_at, written_by, trace_id },
  };
}

/** @throws z.ZodError when the item is no unit */
export function toStoredUnit(item: Record<string, unknown>): StoredUnit {
  const { pk, sk, content, ...rest } = itemSchema.parse(item);

  return storedUnitSchema.parse({
    ...content,
    ...rest,
    ...tenantOf(pk),
    id: sk.slice(prefix.length),
  });
}

/** The unit without what only the system needs. @throws z.ZodError when the item is no unit */
export function toUnit(item: Record<string, unknown>): Unit {
  return publicSchema.parse(toStoredUnit(item));
}
