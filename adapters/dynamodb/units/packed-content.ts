import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import type { UnitContent } from '../../../domain/supply/unit.ts';

/**
 * A unit's content as it lies in a table: JSON, compressed. Descriptions and pictures make it several KB, which are paid for with
 * each version twice, and nothing asks for a part of it. Unpacked it is still to be parsed.
 */
export const packedContentSchema = z
  .instanceof(Uint8Array)
  .transform((bytes): unknown => JSON.parse(inflateRawSync(bytes).toString()));

export function packContent(content: UnitContent): Uint8Array {
  return deflateRawSync(JSON.stringify(content));
}
