import * as z from 'zod';
import {
  contentOf,
  type StoredUnit,
  storedUnitSchema,
  type Unit,
  unitSchema,
} from '../../../domain/supply/unit.ts';
import { idOf, tenantOf, unitKey } from '../keys.ts';
import { jsonBytes, jsonSchema } from '../packed-values.ts';
import { storedTrace, storedTraceSchema } from '../stored-trace.ts';

const itemSchema = z.looseObject({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('UNIT#'),
  content: jsonSchema.pipe(z.looseObject({})),
  trace_id: storedTraceSchema.optional(),
});

/** A unit as it lies in table `channels`: what its key says is not repeated. */
export function unitItem(unit: StoredUnit): Record<string, unknown> {
  const { id, version, created_at, updated_at, written_by, trace_id } = unit;

  return {
    ...unitKey(unit, id),
    content: jsonBytes(contentOf(unit)),
    ...{ version, created_at, updated_at, written_by, trace_id: storedTrace(trace_id) },
  };
}

/** @throws z.ZodError when the item is no unit */
export function toStoredUnit(item: Record<string, unknown>): StoredUnit {
  return storedUnitSchema.parse(unpacked(item));
}

/** The unit without what only the system needs. @throws z.ZodError when the item is no unit */
export function toUnit(item: Record<string, unknown>): Unit {
  return unitSchema.parse(unpacked(item));
}

function unpacked(item: Record<string, unknown>): Record<string, unknown> {
  const { pk: tenant, sk, content, ...rest } = itemSchema.parse(item);

  return { ...content, ...rest, ...tenant, id: idOf(sk) };
}
