import * as z from 'zod';
import { toTimestamp } from '../../../domain/common/time.ts';
import { traceIdToUuid } from '../../../domain/common/trace.ts';
import { type StoredListing, storedListingSchema } from '../../../domain/listings/listing.ts';
import type { OpenAttempt } from '../../../domain/listings/open-attempt.ts';
import { operationSchema, resourceSchema } from '../../../domain/listings/outbound-audit.ts';
import { idOf, listingKey, tenantOf } from '../keys.ts';
import {
  hexBytes,
  hexSchema,
  momentNumber,
  momentSchema,
  uuidBytes,
  uuidSchema,
  warningsBytes,
  warningsSchema,
  wordsBytes,
  wordsSchema,
} from '../packed-values.ts';
import { storedTrace, storedTraceSchema } from '../stored-trace.ts';

/*
 * How a listing lies in table `channels`. Every update writes its listing three times, and a write is paid by the KB. So what
 * the key says is not repeated, what is null is absent, and hashes, ids and moments are bytes and numbers: a listing with a short
 * warning or two stays below 1 KB, also while an attempt is open.
 */

/** The moments of a listing that are read from its item also where no more than these is. */
export const momentsSchema = z.object({
  created_at: momentSchema.optional(),
  updated_at: momentSchema.optional(),
  last_synced_at: momentSchema.nullable().default(null),
  asked_at: momentSchema.optional(),
});

/** Attributes as they are stored; undefined: absent. */
export type ItemAttributes = Record<string, unknown>;

/** What an item without the attribute says. */
export const absent = {
  unit_id: null,
  space_id: null,
  external_listing_id: null,
  last_synced_at: null,
  last_sync_version: null,
  last_payload_hash: null,
  retry_after_at: null,
  error_message: null,
};

/** The attempt's key and number are the listing's own; the names are short, since names are paid for too. */
const openAttemptItemSchema = z.object({
  id: uuidSchema,
  v: z.int(),
  op: operationSchema,
  at: momentSchema,
  hash: hexSchema,
  trace: uuidSchema,
  res: resourceSchema.default('content'),
  by: uuidSchema.nullable().default(null),
});

/** As earlier versions wrote it, for attempts that were open when they were replaced. */
const earlierOpenAttemptSchema = z
  .object({
    id: z.string(),
    unit_version: z.int(),
    operation: operationSchema,
    started_at: z.number(),
    request_payload_hash: hexSchema,
    trace_id: hexSchema,
    created_by: z.string().nullable().default(null),
  })
  .transform((old) => ({
    ...{ id: old.id, v: old.unit_version, op: old.operation, at: toTimestamp(old.started_at) },
    ...{ hash: old.request_payload_hash, trace: traceIdToUuid(old.trace_id), by: old.created_by },
    res: 'content' as const,
  }));

const itemSchema = z.looseObject({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('LISTING#'),
  ...momentsSchema.shape,
  last_payload_hash: hexSchema.nullable().default(null),
  attempt_key: hexSchema.optional(),
  attempt_count: z.int().optional(),
  attempt_number: z.int().optional(),
  open_attempt: z.union([openAttemptItemSchema, earlierOpenAttemptSchema]).optional(),
  warnings: warningsSchema,
  held_fields: z.record(z.string(), hexSchema).optional(),
  unsent_fields: wordsSchema.optional(),
  sent_to: hexSchema.optional(),
  trace_id: storedTraceSchema.optional(),
});

/** A whole listing as an item. */
export function listingItem(listing: StoredListing): ItemAttributes {
  const { id, org_id, account_id, ...attributes } = listing;

  return { ...listingKey({ org_id, account_id }, id), ...listingAttributes(attributes) };
}

/** Some attributes of a listing as they are stored. */
export function listingAttributes(attributes: Partial<StoredListing>): ItemAttributes {
  const { open_attempt, last_payload_hash, attempt_key, held_fields, ...others } = attributes;
  const { unsent_fields, sent_to, trace_id, warnings, ...rest } = others;
  const { created_at, updated_at, last_synced_at, asked_at, ...plain } = rest;
  const present = Object.entries(plain).filter(([, value]) => value !== null);

  return {
    ...Object.fromEntries(present),
    created_at: momentNumber(created_at),
    updated_at: momentNumber(updated_at),
    last_synced_at: momentNumber(last_synced_at),
    asked_at: momentNumber(asked_at),
    last_payload_hash: hexBytes(last_payload_hash),
    attempt_key: hexBytes(attempt_key),
    open_attempt: open_attempt && openAttemptItem(open_attempt),
    held_fields:
      held_fields &&
      Object.fromEntries(Object.entries(held_fields).map(([name, seal]) => [name, hexBytes(seal)])),
    warnings: warningsBytes(warnings),
    unsent_fields: wordsBytes(unsent_fields),
    sent_to: isHex(sent_to) ? hexBytes(sent_to) : sent_to,
    trace_id: trace_id && hexBytes(storedTrace(trace_id)),
  };
}

/** @throws z.ZodError when the item is no listing */
export function toListing(item: ItemAttributes): StoredListing {
  const { pk: tenant, sk, open_attempt, ...attributes } = itemSchema.parse(item);
  const { attempt_key, attempt_count = 0, attempt_number } = attributes;

  return storedListingSchema.parse({
    ...absent,
    ...attributes,
    ...tenant,
    id: idOf(sk),
    ...(open_attempt && {
      open_attempt: {
        id: open_attempt.id,
        unit_version: open_attempt.v,
        operation: open_attempt.op,
        resource: open_attempt.res,
        started_at: open_attempt.at,
        request_payload_hash: open_attempt.hash,
        trace_id: open_attempt.trace,
        created_by: open_attempt.by,
        number: attempt_number,
        idempotency_key: attempt_key,
        retry_attempt: attempt_count - 1,
      },
    }),
  });
}

function openAttemptItem(attempt: OpenAttempt): ItemAttributes {
  return {
    id: uuidBytes(attempt.id),
    v: attempt.unit_version,
    op: attempt.operation,
    ...(attempt.resource !== 'content' && { res: attempt.resource }),
    at: momentNumber(attempt.started_at),
    hash: hexBytes(attempt.request_payload_hash),
    trace: uuidBytes(attempt.trace_id),
    by: uuidBytes(attempt.created_by),
  };
}

/** Keys of windows are hashes, but for those of channels that count otherwise. */
function isHex(text: string | undefined): boolean {
  return text !== undefined && /^([0-9a-f]{2})+$/.test(text);
}
