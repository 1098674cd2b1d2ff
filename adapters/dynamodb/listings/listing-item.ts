import * as z from 'zod';
import { type StoredListing, storedListingSchema } from '../../../domain/listings/listing.ts';
import type { OpenAttempt } from '../../../domain/listings/open-attempt.ts';
import { operationSchema } from '../../../domain/listings/outbound-audit.ts';
import { toTimestamp } from '../../../domain/shared/time.ts';
import { traceIdToUuid } from '../../../domain/shared/trace.ts';
import { idOf, listingKey, tenantOf } from '../keys.ts';

/*
 * How a listing lies in table `channels`. Every update writes its listing three times, and a write is paid by the KB. So what
 * the key says is not repeated, what is null is absent, and hashes and trace ids are bytes: a listing with a short
 * warning or two stays below 1 KB, also while an attempt is open.
 */

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

const hexSchema = z.instanceof(Uint8Array).transform((bytes) => Buffer.from(bytes).toString('hex'));

/** The attempt's key and number are the listing's own. */
const openAttemptItemSchema = z.object({
  id: z.string(),
  unit_version: z.int(),
  operation: operationSchema,
  started_at: z.number().transform(toTimestamp),
  request_payload_hash: hexSchema,
  trace_id: hexSchema.transform(traceIdToUuid),
  created_by: z.string().nullable().default(null),
});

const itemSchema = z.looseObject({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('LISTING#'),
  last_payload_hash: hexSchema.nullable().default(null),
  attempt_key: hexSchema.optional(),
  attempt_count: z.int().optional(),
  attempt_number: z.int().optional(),
  open_attempt: openAttemptItemSchema.optional(),
  held_fields: z.record(z.string(), hexSchema).optional(),
});

/** A whole listing as an item. */
export function listingItem(listing: StoredListing): ItemAttributes {
  const { id, org_id, account_id, ...attributes } = listing;

  return { ...listingKey({ org_id, account_id }, id), ...listingAttributes(attributes) };
}

/** Some attributes of a listing as they are stored. */
export function listingAttributes(attributes: Partial<StoredListing>): ItemAttributes {
  const { open_attempt, last_payload_hash, attempt_key, held_fields, ...plain } = attributes;
  const present = Object.entries(plain).filter(([, value]) => value !== null);

  return {
    ...Object.fromEntries(present),
    last_payload_hash: toBytes(last_payload_hash),
    attempt_key: toBytes(attempt_key),
    open_attempt: open_attempt && openAttemptItem(open_attempt),
    held_fields:
      held_fields &&
      Object.fromEntries(Object.entries(held_fields).map(([name, seal]) => [name, toBytes(seal)])),
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
        ...open_attempt,
        number: attempt_number,
        idempotency_key: attempt_key,
        retry_attempt: attempt_count - 1,
      },
    }),
  });
}

function openAttemptItem(attempt: OpenAttempt): ItemAttributes {
  const { number: _, idempotency_key: __, retry_attempt: ___, created_by, ...own } = attempt;

  return {
    ...own,
    started_at: Date.parse(attempt.started_at),
    request_payload_hash: toBytes(attempt.request_payload_hash),
    trace_id: toBytes(attempt.trace_id.replaceAll('-', '')),
    created_by: created_by ?? undefined,
  };
}

function toBytes(hex: string | null | undefined): Uint8Array | undefined {
  return hex ? Buffer.from(hex, 'hex') : undefined;
}
