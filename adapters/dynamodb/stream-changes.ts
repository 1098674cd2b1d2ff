import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Change } from '../../domain/sync/dispatch.ts';
import { newTraceId } from '../../domain/sync/trace.ts';
import { tenantSchema } from '../../domain/tenant.ts';

const traceIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .optional()
  .catch(undefined);

const unitImageSchema = z.object({
  ...tenantSchema.shape,
  sk: z.string().startsWith('UNIT#'),
  id: z.uuid(),
  version: z.int(),
  trace_id: traceIdSchema,
});

const requestImageSchema = z.object({
  ...tenantSchema.shape,
  sk: z.string().startsWith('LISTING#'),
  id: z.uuid(),
  target_id: z.uuid(),
  unit_id: z.uuid().nullable(),
  dispatch: z.enum(['normal', 'priority']),
  request_id: z.uuid(),
  trace_id: traceIdSchema,
});

/** A record of the `channels` stream as a change that asks for jobs; undefined for what does not. */
export function toChange(record: DynamoDBRecord): Change | undefined {
  const image = record.dynamodb?.NewImage;
  if (image === undefined) return undefined;
  const item = unmarshall(toSdk(image));
  const unit = unitImageSchema.safeParse(item);
  if (unit.success) {
    const { id, version, trace_id = newTraceId(), org_id, account_id } = unit.data;
    return { kind: 'unit', tenant: { org_id, account_id }, unit_id: id, version, trace_id };
  }
  const request = requestImageSchema.safeParse(item);
  if (!request.success) return undefined;
  const { id, dispatch, request_id, trace_id = newTraceId(), sk: _, ...rest } = request.data;

  return {
    kind: 'request',
    queue: dispatch,
    request_id,
    job: { ...rest, listing_id: id, trace_id, reason: 'request' },
  };
}

/** Lambda's type and the SDK's describe the same JSON with other optional fields. */
function toSdk(image: object): Record<string, AttributeValue> {
  return { ...image };
}
