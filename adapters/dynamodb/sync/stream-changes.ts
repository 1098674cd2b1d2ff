import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { newTraceId } from '../../../domain/common/trace.ts';
import type { Change } from '../../../domain/sync/dispatch.ts';
import { idOf, tenantOf } from '../keys.ts';
import { hexSchema } from '../packed-values.ts';
import { itemOf } from '../stream-image.ts';

const traceIdSchema = hexSchema
  .pipe(z.string().regex(/^[0-9a-f]{32}$/))
  .optional()
  .catch(undefined);

const unitImageSchema = z.object({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('UNIT#'),
  version: z.int(),
  trace_id: traceIdSchema,
});

const requestImageSchema = z.object({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('LISTING#'),
  target_id: z.uuid(),
  unit_id: z.uuid().optional(),
  dispatch: z.enum(['normal', 'priority']),
  request_id: z.uuid(),
  trace_id: traceIdSchema,
});

/**
 * A record of the `channels` stream as a change that asks for jobs; undefined for what does not, `unreadable` for what
 * should but cannot be understood. A row carries its request until the job runs: writing it meanwhile is no new request.
 */
export function toChange({ dynamodb }: DynamoDBRecord): Change | 'unreadable' | undefined {
  try {
    const item = itemOf(dynamodb?.NewImage);
    if (String(item.sk).startsWith('UNIT#')) return unitChange(item);
    if (item.dispatch === undefined) return undefined;

    return isSameRequest(item, itemOf(dynamodb?.OldImage)) ? undefined : request(item);
  } catch {
    return 'unreadable';
  }
}

function isSameRequest(item: Record<string, unknown>, before: Record<string, unknown>): boolean {
  return item.request_id === before.request_id && item.dispatch === before.dispatch;
}

function unitChange(item: Record<string, unknown>): Change {
  const { pk, sk, version, trace_id = newTraceId() } = unitImageSchema.parse(item);

  return { kind: 'unit', tenant: pk, unit_id: idOf(sk), version, trace_id };
}

function request(item: Record<string, unknown>): Change {
  const parsed = requestImageSchema.parse(item);
  const { pk, sk, unit_id = null, target_id, trace_id = newTraceId(), ...asked } = parsed;

  return {
    kind: 'request',
    queue: asked.dispatch,
    request_id: asked.request_id,
    job: {
      ...pk,
      target_id,
      listing_id: idOf(sk),
      unit_id,
      trace_id,
      reason: 'request',
    },
  };
}
