import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as z from 'zod';
import { toTimestamp } from '../../domain/common/time.ts';
import { traceIdToUuid } from '../../domain/common/trace.ts';
import type { MappingWarning } from '../../domain/listings/listing.ts';

/*
 * Values as they are stored: in few bytes. Those of a listing are also read as plain text, as rows of earlier versions have them and
 * as writes that know no listing leave them.
 */

const hexText = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const isBytes = z.instanceof(Uint8Array);

/** Anything that JSON can say, compressed: what is never asked for in part. Unpacked it is still to be parsed. */
export const jsonSchema = isBytes.transform((bytes): unknown => JSON.parse(textOf(bytes)));

export function jsonBytes(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value));
}

/** A hash or trace id, hex digits. */
export const hexSchema = z.union([z.string(), isBytes.transform(hexText)]);
/** A UUID. */
export const uuidSchema = z.union([
  z.string(),
  isBytes.transform((bytes) => traceIdToUuid(hexText(bytes))),
]);
/** A moment: ISO 8601 in UTC. */
export const momentSchema = z.union([z.string(), z.number().transform(toTimestamp)]);
/** Words of the channel's schema: a list. */
export const wordsSchema = z.union([
  z.array(z.string()),
  isBytes.transform((bytes) => textOf(bytes).split(' ').filter(Boolean)),
]);

/** Warnings of a mapping: field, message, and who told it. Those of earlier versions are a list, not compressed. */
const warningRowsSchema = z.array(
  z.union([
    z.looseObject({}),
    z
      .tuple([z.string(), z.string()])
      .rest(z.string())
      .transform(([field, message, told_by]) => ({ field, message, ...(told_by && { told_by }) })),
  ]),
);
export const warningsSchema = z.union([warningRowsSchema, jsonSchema.pipe(warningRowsSchema)]);

export function warningsBytes(
  warnings: readonly MappingWarning[] | undefined,
): Uint8Array | undefined {
  const rows = warnings?.map(({ field, message, told_by }) => [
    field,
    message,
    ...(told_by === undefined ? [] : [told_by]),
  ]);

  return rows && jsonBytes(rows);
}

export function hexBytes(hex: string | null | undefined): Uint8Array | undefined {
  return hex ? Buffer.from(hex, 'hex') : undefined;
}

export function uuidBytes(uuid: string | null | undefined): Uint8Array | undefined {
  return hexBytes(uuid?.replaceAll('-', ''));
}

/** Milliseconds, which are what a timestamp of ours says. */
export function momentNumber(timestamp: string | null | undefined): number | undefined {
  return timestamp ? Date.parse(timestamp) : undefined;
}

export function wordsBytes(words: readonly string[] | undefined): Uint8Array | undefined {
  return words && deflateRawSync(words.join(' '));
}

function textOf(bytes: Uint8Array): string {
  return inflateRawSync(bytes).toString();
}
