import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { type UnitSnapshot, unitSnapshotSchema } from '../../domain/supply/unit.ts';
import { snapshotKey, tenantOf } from './keys.ts';

/*
 * How a snapshot lies in table `channels`. There is one for each version of each unit, and it is hardly ever read: its content is
 * compressed, and what its key says is not repeated.
 */

const itemSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  content: z.instanceof(Uint8Array),
  content_hash: z.string(),
  created_at: z.string(),
  created_by: z.string().nullable(),
});

export function snapshotItem(snapshot: UnitSnapshot): Record<string, unknown> {
  const { unit_id, version, content, content_hash, created_at, created_by } = snapshot;

  return {
    ...snapshotKey(snapshot, unit_id, version),
    content: deflateRawSync(JSON.stringify(content)),
    content_hash,
    created_at,
    created_by,
  };
}

/** @throws z.ZodError when the item is no snapshot */
export function toSnapshot(item: Record<string, unknown>): UnitSnapshot {
  const { pk, sk, content, ...rest } = itemSchema.parse(item);

  return unitSnapshotSchema.parse({
    ...rest,
    ...tenantOf(pk),
    unit_id: pk.split('#').at(-1),
    version: Number(sk.split('#').at(-1)),
    content: JSON.parse(inflateRawSync(content).toString()),
  });
}
