import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import type { Change } from '../../domain/sync/dispatch.ts';
import { newTraceId } from '../../domain/sync/trace.ts';
import { idOf, tenantOf } from './keys.ts';

const traceIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .optional()
  .catch(undefined);

const unitImageSchema = z.object({
  pk: z.string(),
  sk: z.string().startsWith('UNIT#'),
  version: z.int(),
  trace_id: traceIdSchema,
});

const requestImageSchema = z.object({
  pk: z.string(),
  sk: z.string().startsWith('LISTING#'),
  target_id: z.uuid(),
  unit_id: z.uuid().optional(),
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
    const { pk, sk, version, trace_id = newTraceId() } = unit.data;
    const unit_id = idOf(sk);
    return { kind: 'unit', tenant: tenantOf(pk), unit_id, version, trace_id };
  }
  const request = requestImageSchema.safeParse(item);
  if (!request.success) return undefined;
  const { pk, sk, unit_id = null, target_id, trace_id = newTraceId(), ...asked } = request.data;

  return {
    kind: 'request',
    queue: asked.dispatch,
    request_id: asked.request_id,
    job: {
      ...tenantOf(pk),
      target_id,
      listing_id: idOf(sk),
      unit_id,
      trace_id,
      reason: 'request',
    },
  };
}

/** Lambda's type and the SDK's describe the same JSON with other optional fields. */
function toSdk(image: object): Record<string, AttributeValue> {
  return { ...image };
}
