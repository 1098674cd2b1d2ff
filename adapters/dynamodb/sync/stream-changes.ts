import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { newTraceId } from '../../../domain/common/trace.ts';
import type { Change } from '../../../domain/sync/dispatch.ts';
import { idOf, lastIdOf, tenantOf } from '../keys.ts';
import { hexSchema } from '../packed-values.ts';
import { traceIn } from '../stored-trace.ts';
import { itemOf } from '../stream-image.ts';

/** See `storedTrace`. */
const traceSchema = hexSchema
  .pipe(z.string().regex(/^[0-9a-f]{32}([0-9a-f]{16})?$/))
  .transform(traceIn)
  .optional()
  .catch(undefined);

const unitImageSchema = z.object({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('UNIT#'),
  version: z.int(),
  trace_id: traceSchema,
});

const monthImageSchema = z.object({
  pk: z.string(),
  sk: z.string().startsWith('MONTH#'),
  version: z.int(),
  trace_id: traceSchema,
});

const requestImageSchema = z.object({
  pk: z.string().transform(tenantOf),
  sk: z.string().startsWith('LISTING#'),
  target_id: z.uuid(),
  unit_id: z.uuid().optional(),
  dispatch: z.enum(['normal', 'priority']),
  request_id: z.uuid(),
  trace_id: traceSchema,
});

/**
 * A record of the `channels` stream as a change that asks for jobs; undefined for what does not, `unreadable` for what
 * should but cannot be understood. A row carries its request until the job runs: writing it meanwhile is no new request.
 */
export function toChange({ dynamodb }: DynamoDBRecord): Change | 'unreadable' | undefined {
  try {
    const item = itemOf(dynamodb?.NewImage);
    if (String(item.sk).startsWith('UNIT#')) return unitChange(item);
    if (String(item.sk).startsWith('MONTH#')) return nightsChange(item);
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
  const { pk, sk, version, trace_id: trace } = unitImageSchema.parse(item);

  return {
    ...{ kind: 'unit', part: 'unit', tenant: pk, unit_id: idOf(sk), state: String(version) },
    ...(trace ?? newTrace()),
  };
}

/** Another month of a unit is another state: each is a change of its own. */
function nightsChange(item: Record<string, unknown>): Change {
  const { pk, sk, version, trace_id: trace } = monthImageSchema.parse(item);

  return {
    ...{
      kind: 'unit',
      part: 'nights',
      tenant: tenantOf(pk),
      unit_id: lastIdOf(pk),
      state: `${idOf(sk)}:${version}`,
    },
    ...(trace ?? newTrace()),
  };
}

function request(item: Record<string, unknown>): Change {
  const parsed = requestImageSchema.parse(item);
  const { pk, sk, unit_id = null, target_id, trace_id: trace, ...asked } = parsed;

  return {
    kind: 'request',
    queue: asked.dispatch,
    request_id: asked.request_id,
    job: {
      ...pk,
      target_id,
      listing_id: idOf(sk),
      unit_id,
      ...(trace ?? newTrace()),
      reason: 'request',
    },
  };
}

function newTrace() {
  return traceIn(newTraceId());
}
