import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { traceIdToUuid } from '../../domain/common/trace.ts';
import { unitContentSchema } from '../../domain/supply/unit.ts';
import { ApiClient } from '../../local/api-client.ts';
import type { Intercept } from '../../local/cloud/gate.ts';
import { hurried } from '../../local/hurried.ts';
import { connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import {
  type OtlpReceiver,
  type ReceivedSpan,
  startOtlpReceiver,
} from '../support/otlp-receiver.ts';
import { workerOf } from '../support/worker-of.ts';

const trace_id = '4bf92f3577b34da6a3ce929d0e0e4736';
const callersSpan = '00f067aa0ba902b7';
const kinds = { server: 2, client: 3, consumer: 5 };

let receiver: OtlpReceiver;
let system: LocalSystem;
let worker: string;
let answer: Awaited<ReturnType<LocalSystem['call']>>;
let listingId: string;
/** What was sent to tables and queues. */
const requests: { service: string; action: string; body: string }[] = [];
const intercept: Intercept = (call, serve) => {
  requests.push({ service: call.service, action: call.action, body: call.body.toString() });
  return serve(call);
};

beforeAll(async () => {
  receiver = await startOtlpReceiver();
  const variables = {
    ...hurried,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
    // The receiver shares this process with the system, which may be busy for longer than a second.
    OTEL_EXPORTER_OTLP_TIMEOUT: '30000',
  };
  system = await startLocalSystem({}, variables, { intercept });
  const client = new ApiClient(system.cloud.apiUrl, 'local-owner');
  const target = await connectTarget(client, system.hostaway.url);
  worker = workerOf(system.cloud, target.id);
  const { unit, listing } = await linkUnit(client, target.id);
  listingId = listing.id;
  await untilSynced(client, { unit, listing });

  // For a line in the dispatcher's log, which has nothing to say otherwise.
  system.cloud.faults.add({
    ...{ service: 'dynamodb', action: 'UpdateItem', principal: 'sync-dispatcher', times: 1 },
    error: { code: 'InternalServerError', status: 400 },
  });
  const content = { ...unitContentSchema.strip().parse(unit), name: 'Followed' };
  answer = await system.call(`PUT /api/supply/units/${unit.id}`, content, {
    headers: { traceparent: `00-${trace_id}-${callersSpan}-01` },
  });
  await untilSynced(client, { unit: answer.json, listing });
  await eventually('the span of the call', async () => ours('client')[0]);
}, 120_000);
afterAll(async () => {
  await system?.stop();
  await receiver?.stop();
});

const ours = (kind: keyof typeof kinds, name = /./) =>
  receiver.spans.filter(
    (span) => span.traceId === trace_id && span.kind === kinds[kind] && name.test(span.name),
  );

const linesOf = (name: string): Record<string, unknown>[] =>
  system.cloud.logs(name).flatMap((line) => {
    const start = line.indexOf('{');
    const fields = start < 0 ? {} : JSON.parse(line.slice(start));
    return 'level' in fields ? fields : [];
  });

describe('one trace id leads from the API call', () => {
  it('that is answered with it', () => {
    expect(answer.status).toBe(200);
    expect(answer.headers.get('traceparent')).toMatch(new RegExp(`^00-${trace_id}-`));
  });

  it('over the row whose stream makes jobs, and the message of the queue', () => {
    const written = requests.find(
      ({ action, body }) => action === 'PutItem' && body.includes(trace_id),
    );
    const row = JSON.parse(written?.body ?? '{}').Item;
    const messages = requests
      .filter(({ action }) => action === 'SendMessageBatch')
      .flatMap(({ body }) => JSON.parse(body).Entries)
      .map(({ MessageBody }) => JSON.parse(MessageBody));

    expect(row.sk.S).toMatch(/^UNIT#/);
    expect(messages.at(-1)).toMatchObject({ trace_id, listing_id: listingId });
  });

  it('to the HTTP attempt and its audit row', async () => {
    const history = await system.call(`GET /api/channels/listings/${listingId}/history`);

    expect(history.json.items[0].trace_id).toBe(traceIdToUuid(trace_id));
    expect(system.hostaway.control.calls().at(-1)?.traceparent).toMatch(`00-${trace_id}-`);
  });

  it.each(['listings-api', 'sync-dispatcher', 'sync-worker'])(
    'and each log line of %s about it',
    (name) => {
      const lines = linesOf(name === 'sync-worker' ? worker : name);
      const about = lines.filter(({ trace_id: id }) => id === traceIdToUuid(trace_id));

      expect(about.length).toBeGreaterThan(0);
      expect(lines.filter((line) => line.trace_id === undefined)).toEqual([]);
    },
  );
});

describe('its spans arrive', () => {
  const only = (spans: readonly ReceivedSpan[]) => {
    expect(spans).toHaveLength(1);
    return spans[0] as ReceivedSpan;
  };
  const idsOf = (spans: readonly ReceivedSpan[]) => spans.map(({ spanId }) => spanId);

  it('and nest: call of the API, dispatch, job, HTTP attempt', () => {
    const server = only(ours('server'));
    const dispatched = ours('consumer', /^dispatch unit$/);
    const planned = only(ours('consumer', /^plan listing$/));
    const job = only(ours('consumer', /^update listing$/));
    const call = only(ours('client'));

    expect(server.parentSpanId).toBe(callersSpan);
    expect(answer.headers.get('traceparent')).toContain(server.spanId);
    // The first met the fault, the second has made the job.
    expect(dispatched.map(({ parentSpanId }) => parentSpanId)).toEqual([
      ...[server.spanId, server.spanId],
    ]);
    for (const { parentSpanId } of [planned, job])
      expect(parentSpanId).toBe(idsOf(dispatched).at(-1));
    expect(call.parentSpanId).toBe(job.spanId);
    expect(system.hostaway.control.calls().at(-1)?.traceparent).toContain(call.spanId);
  });

  it('from each function, in time within one another', () => {
    const spans = receiver.spans.filter(({ traceId }) => traceId === trace_id);
    const job = only(ours('consumer', /^update listing$/));
    const call = only(ours('client'));

    expect([...new Set(spans.map(({ of }) => of))].sort()).toEqual(
      [
        ...['listings-api', 'sync-dispatcher'].map((name) => `tvl-channels-local-${name}`),
        worker,
      ].sort(),
    );
    expect(job.startTimeUnixNano <= call.startTimeUnixNano).toBe(true);
    expect(call.endTimeUnixNano <= job.endTimeUnixNano).toBe(true);
  });

  it('with what the conventions of OpenTelemetry say of requests', () => {
    expect(only(ours('server'))).toMatchObject({
      name: 'PUT /api/supply/units/{id}',
      attributes: {
        'http.request.method': 'PUT',
        'http.route': '/api/supply/units/{id}',
        'http.response.status_code': 200,
      },
    });
    expect(only(ours('client')).attributes).toMatchObject({
      ...{ 'http.request.method': 'PUT', 'http.response.status_code': 200 },
      ...{
        'server.address': '127.0.0.1',
        'server.port': Number(new URL(system.hostaway.url).port),
      },
      'url.path': expect.stringMatching(/^\/v1\/listings\/\d+$/),
    });
  });

  it('of every trace without gaps: each parent is there, or the caller’s', () => {
    const known = new Set([callersSpan, ...idsOf(receiver.spans)]);
    const lost = receiver.spans.filter(
      ({ parentSpanId }) => parentSpanId !== undefined && !known.has(parentSpanId),
    );

    expect(lost).toEqual([]);
  });

  it('of health checks', async () => {
    const before = receiver.spans.length;
    await system.cloud.fire('health-check');
    const spans = receiver.spans.slice(before);
    const [sweep, ...others] = spans.filter(({ spanId }) =>
      spans.some(({ parentSpanId }) => parentSpanId === spanId),
    );

    expect(others).toEqual([]);
    expect(sweep).toMatchObject({ name: 'sweep targets' });
    expect(sweep?.parentSpanId).toBeUndefined();
    expect(spans.filter(({ parentSpanId }) => parentSpanId === sweep?.spanId)).toEqual([
      expect.objectContaining({ name: 'GET', kind: kinds.client, traceId: sweep?.traceId }),
    ]);
  });
});
