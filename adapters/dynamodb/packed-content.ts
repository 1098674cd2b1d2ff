import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { type UnitContent, unitContentSchema } from '../../domain/supply/unit.ts';

/**
 * A unit's content as it lies in a table: JSON, compressed. Descriptions and pictures make it several KB, which are paid for with
 * each version twice, and nothing asks for a part of it.
 */
export const packedContentSchema = z
  .instanceof(Uint8Array)
  .transform((bytes) => unitContentSchema.parse(JSON.parse(inflateRawSync(bytes).toString())));

export function packContent(content: UnitContent): Uint8Array {
  return deflateRawSync(JSON.stringify(content));
}
