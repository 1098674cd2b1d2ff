import * as z from 'zod';
import { type UnitSnapshot, unitSnapshotSchema } from '../../../domain/supply/unit.ts';
import { idOf, snapshotKey, tenantOf } from '../keys.ts';
import { jsonBytes, jsonSchema } from '../packed-values.ts';

const itemSchema = z.looseObject({ pk: z.string(), sk: z.string(), content: jsonSchema });

/** A snapshot as it lies in table `channels`: what its key says is not repeated. */
export function snapshotItem(snapshot: UnitSnapshot): Record<string, unknown> {
  const { unit_id, version, content, content_hash, created_at, created_by } = snapshot;

  return {
    ...snapshotKey(snapshot, unit_id, version),
    content: jsonBytes(content),
    content_hash,
    created_at,
    created_by,
  };
}

/** @throws z.ZodError when the item is no snapshot */
export function toSnapshot(item: Record<string, unknown>): UnitSnapshot {
  const { pk, sk, ...rest } = itemSchema.parse(item);

  return unitSnapshotSchema.parse({
    ...rest,
    ...tenantOf(pk),
    unit_id: pk.split('#').at(-1),
    version: Number(idOf(sk)),
  });
}
