import * as z from 'zod';
import { timestampSchema } from '../../../domain/common/time.ts';
import { mappingWarningSchema } from '../../../domain/listings/listing.ts';
import { operationSchema } from '../../../domain/listings/outbound-audit.ts';
import { describedAs } from '../described-as.ts';
import { idParamsSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const base = { function: 'listings-api', tag: 'Channels', method: 'GET', access: 'any' } as const;

const payload = z.record(z.string(), z.unknown());
const hash = z.string().length(64);
const warnings = z.array(mappingWarningSchema).readonly();
const patch = z
  .array(
    z.discriminatedUnion('op', [
      z.object({ op: z.enum(['add', 'replace']), path: z.string(), value: z.unknown() }),
      z.object({ op: z.literal('move'), from: z.string(), path: z.string() }),
      z.object({ op: z.literal('remove'), path: z.string() }),
    ]),
  )
  .readonly()
  .meta({ id: 'JsonPatch', description: 'The steps from one payload to another (RFC 6902)' });

export const previewListing = {
  ...base,
  operation_id: 'previewListing',
  path: '/api/channels/listings/{id}/preview',
  summary: 'What would go out for a listing now, and how that differs from what went out last',
  params: idParamsSchema,
  problems: [422],
  responses: {
    200: z
      .object({
        listing_id: z.uuid(),
        target_id: z.uuid(),
        unit_id: z.uuid().nullable(),
        unit_version: z.int().nullable(),
        is_pinned: z.boolean(),
        payload: payload.nullable(),
        payload_hash: hash.nullable(),
        warnings,
        errors: z.array(z.object({ path: z.string(), message: z.string() })).readonly(),
        operation: operationSchema.nullable().meta({
          description:
            'The call that a job would make now; null for none, and `held_back` says why.',
        }),
        held_back: z.string().nullable(),
        already_held: z.array(z.string()).readonly().meta({
          description:
            'Fields of the payload that the call would not name, since the channel has them as they are; `payload_hash` counts them.',
        }),
        last_sent: z
          .object({
            unit_version: z.int(),
            payload_hash: hash.nullable(),
            sent_at: timestampSchema.nullable(),
          })
          .nullable(),
        differs: z.boolean().nullable().meta({
          description: 'Whether it is another payload than the one sent last; null when unknown.',
        }),
        difference: patch.nullable(),
        difference_from: payload.nullable().meta({
          description:
            'The payload sent last, as it would be made today: what `difference` begins with.',
        }),
        difference_note: z.string().nullable().meta({
          description: 'Why there is no difference to show, or what it does not show.',
        }),
      })
      .meta({ id: 'ListingPreview' }),
  },
} as const satisfies Route;

const version = z
  .string({ error: 'is needed' })
  .regex(/^[1-9]\d{0,8}$/, 'a version of the unit: 1 or more')
  .transform(Number)
  .meta({ override: describedAs({ type: 'integer', minimum: 1 }) });
const versionPayload = z.object({
  unit_version: z.int(),
  payload,
  payload_hash: hash,
});

export const diffListing = {
  ...base,
  operation_id: 'diffListing',
  path: '/api/channels/listings/{id}/diff',
  summary: "How two versions of a listing's unit differ as its channel would get them",
  params: idParamsSchema,
  query: z.strictObject({ from: version, to: version }),
  problems: [422],
  responses: {
    200: z
      .object({
        listing_id: z.uuid(),
        unit_id: z.uuid(),
        from: versionPayload,
        to: versionPayload,
        operations: patch,
        warnings,
      })
      .meta({ id: 'VersionDiff' }),
  },
} as const satisfies Route;

export const snapshotRoutes: readonly Route[] = [previewListing, diffListing];
