import { describe, expect, it, vi } from 'vitest';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import type { FaultInput } from '../../../local/hostaway/faults/fault.ts';
import { FaultPlan } from '../../../local/hostaway/faults/fault-plan.ts';
import { aSimulator, ask } from './caller.ts';

const create = 'POST /v1/listings';
const villa = { body: { name: 'Villa', internalListingName: 'marker-1' } };

describe('a planned fault', () => {
  it.each<{ fault: FaultInput; kept: number }>([
    { fault: { kind: 'drop' }, kept: 1 },
    { fault: { kind: 'drop', commit: false }, kept: 0 },
    { fault: { kind: 'offline' }, kept: 0 },
    { fault: { kind: 'timeout', delay_ms: 20 }, kept: 0 },
    { fault: { kind: 'timeout', delay_ms: 20, commit: true }, kept: 1 },
  ])('cuts the connection, having kept $kept listing: $fault', async ({ fault, kept }) => {
    const simulator = await aSimulator({ faults: [{ ...fault, count: 1 }] });

    await expect(ask(simulator, create, villa)).rejects.toThrow('fetch failed');

    expect(simulator.listings()).toHaveLength(kept);
    expect(simulator.calls()).toMatchObject([
      {
        status: null,
        fault: fault.kind,
        committed: kept === 1,
        marker: 'marker-1',
        body_hash: contentHash(villa.body),
      },
    ]);
    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
  });

  it.each<{ fault: FaultInput; status: number; kept: number }>([
    { fault: { kind: 'server_error' }, status: 503, kept: 0 },
    { fault: { kind: 'server_error', status: 500, commit: true }, status: 500, kept: 1 },
    { fault: { kind: 'slow_body', delay_ms: 30 }, status: 200, kept: 1 },
    { fault: { kind: 'latency', delay_ms: 10, jitter_ms: 10 }, status: 200, kept: 1 },
  ])('answers $status, having kept $kept listing: $fault', async ({ fault, status, kept }) => {
    const simulator = await aSimulator({ faults: [{ ...fault, count: 1 }] });

    expect((await ask(simulator, create, villa)).status).toBe(status);

    expect(simulator.listings()).toHaveLength(kept);
  });

  it.each(['none', 'cut', 'gateway_timeout'] as const)(
    'carries a call out late, also when its caller has gone (answer: %s)',
    async (answer) => {
      const simulator = await aSimulator({
        faults: [{ kind: 'late', after_ms: 300, answer, count: 1 }],
      });

      const signal = AbortSignal.timeout(100);
      const caller = ask(simulator, create, { ...villa, signal });
      if (answer === 'gateway_timeout') expect((await caller).status).toBe(504);
      else await expect(caller).rejects.toThrow();

      expect((await ask(simulator, 'GET /v1/listings')).body.count).toBe(0);
      expect(simulator.calls()[0]).toMatchObject({ fault: 'late', committed: false });
      await vi.waitFor(() => expect(simulator.listings()).toHaveLength(1));
      expect(simulator.calls()[0]).toMatchObject({ committed: true });
    },
  );

  it('cuts the JSON in half', async () => {
    const simulator = await aSimulator({ faults: [{ kind: 'truncated_json' }] });

    await expect(ask(simulator, create, villa)).rejects.toThrow();

    expect(simulator.listings()).toHaveLength(1);
    expect(simulator.calls()[0]).toMatchObject({ status: 200, fault: 'truncated_json' });
  });

  it('answers a page instead of JSON', async () => {
    const simulator = await aSimulator({ faults: [{ kind: 'not_json' }] });

    await expect(ask(simulator, create, villa)).rejects.toThrow(SyntaxError);

    expect(simulator.listings()).toHaveLength(1);
  });

  it('refuses one listing in its own words, and no other', async () => {
    const simulator = await aSimulator();
    await ask(simulator, create, villa);
    await ask(simulator, create, villa);
    const [one, other] = simulator.listings().map(({ id }) => `PUT /v1/listings/${id}`);
    const path = one?.slice('PUT '.length);
    simulator.control.addFault({ kind: 'refuse', words: 'Not yours', match: { path } });

    expect(await ask(simulator, one ?? '', { body: { name: 'New' } })).toMatchObject({
      status: 403,
      body: { status: 'fail', message: 'Not yours' },
    });
    expect((await ask(simulator, other ?? '', { body: { name: 'New' } })).status).toBe(200);
    expect(simulator.listings().map(({ listing }) => listing.name)).toEqual(['Villa', 'New']);
  });

  it('refuses as a firewall does', async () => {
    const simulator = await aSimulator({
      faults: [{ kind: 'refuse', form: 'page', retry_after_seconds: 5 }],
    });

    const answer = await fetch(`${simulator.url}/v1/listings`, {
      headers: { authorization: 'Bearer local-hostaway-token' },
    });

    expect([answer.status, answer.headers.get('retry-after')]).toEqual([403, '5']);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it.each([400, 403, 409] as const)(
    'refuses a write to an archived listing with %i',
    async (status) => {
      const simulator = await aSimulator({ archivedStatus: status });
      await ask(simulator, create, villa);
      const id = simulator.listings()[0]?.id ?? 0;
      simulator.control.archiveListing(id);

      expect(
        await ask(simulator, `PUT /v1/listings/${id}`, { body: { name: 'New' } }),
      ).toMatchObject({
        status,
        body: { message: 'The listing is archived' },
      });
    },
  );

  it('delays: the arrival is recorded before, the answer after', async () => {
    const simulator = await aSimulator({ faults: [{ kind: 'latency', delay_ms: 50 }] });

    await ask(simulator, 'GET /v1/listings');

    await expect.poll(() => simulator.calls()[0]?.duration_ms).toBeGreaterThanOrEqual(49);
  });

  it('delays on the way: the call arrives later', async () => {
    const simulator = await aSimulator({
      faults: [{ kind: 'latency', delay_ms: 50, where: 'on_the_way' }],
    });
    const sent = performance.timeOrigin + performance.now();

    await ask(simulator, 'GET /v1/listings');

    expect((simulator.calls()[0]?.at ?? 0) - sent).toBeGreaterThanOrEqual(49);
  });

  it('strikes so many calls and no more', async () => {
    const simulator = await aSimulator({ faults: [{ kind: 'server_error', count: 2 }] });
    const statuses = [];
    for (let i = 0; i < 3; i += 1) {
      statuses.push((await ask(simulator, 'GET /v1/listings')).status);
    }

    expect(statuses).toEqual([503, 503, 200]);
    expect(simulator.control.faults()).toEqual([]);
  });

  it('strikes writes only, if so planned', async () => {
    const simulator = await aSimulator({
      faults: [{ kind: 'server_error', match: { writes_only: true } }],
    });

    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
    expect((await ask(simulator, create, villa)).status).toBe(503);
  });
});

describe('a storm', () => {
  it.each([
    { hint: 'unix_time', header: 'x-ratelimit-retry-after', value: /^\d{10}$/ },
    { hint: 'seconds', header: 'retry-after', value: /^[23]$/ },
    { hint: 'http_date', header: 'retry-after', value: /^\w{3}, \d\d .* GMT$/ },
    { hint: 'none', header: 'retry-after', value: undefined },
  ] as const)('hints by $hint', async ({ hint, header, value }) => {
    const simulator = await aSimulator({
      faults: [{ kind: 'rate_limit', hint, for_ms: 2500 }],
    });

    const answer = await ask(simulator, create, villa);

    expect(answer.status).toBe(429);
    const others = ['x-ratelimit-retry-after', 'retry-after'].filter((name) => name !== header);
    for (const other of others) expect(answer.headers.get(other)).toBeNull();
    if (value === undefined) expect(answer.headers.get(header)).toBeNull();
    else expect(answer.headers.get(header)).toMatch(value);
    expect(simulator.listings()).toEqual([]);
  });

  it('never tells a caller to come before it is over', async () => {
    const simulator = await aSimulator({ faults: [{ kind: 'rate_limit', for_ms: 60_000 }] });

    const answer = await ask(simulator, 'GET /v1/listings');

    const told = Number(answer.headers.get('x-ratelimit-retry-after')) * 1000;
    const asked = simulator.calls()[0]?.at ?? 0;
    expect(told - asked).toBeGreaterThan(59_000);
    expect(told - asked).toBeLessThan(61_000);
  });
});

describe('FaultPlan', () => {
  const call = { at: 0, method: 'PUT', path: '/v1/listings/1', account_id: 10_001 };

  it('ends by its time', () => {
    let now = 0;
    const plan = new FaultPlan(1, () => now);
    plan.add({ kind: 'drop', for_ms: 100 });

    expect(plan.strike(call, ['drop'])?.ends_at).toBe(100);
    now = 100;
    expect(plan.strike(call, ['drop'])).toBeUndefined();
  });

  it('strikes by chance, and the same calls for the same seed', () => {
    const run = (seed: number) => {
      const plan = new FaultPlan(seed, () => 0);
      plan.add({ kind: 'server_error', probability: 0.3 });

      return Array.from({ length: 1000 }, () => plan.strike(call, ['server_error']) !== undefined);
    };

    expect(run(5)).toEqual(run(5));
    expect(run(5)).not.toEqual(run(6));
    const struck = run(5).filter((hit) => hit).length;
    expect(struck).toBeGreaterThan(240);
    expect(struck).toBeLessThan(360);
  });

  it.each([
    { match: { methods: ['PUT' as const] }, strikes: true },
    { match: { methods: ['POST' as const, 'DELETE' as const] }, strikes: false },
    { match: { path: '/v1/listings/' }, strikes: true },
    { match: { path: '/v1/amenities' }, strikes: false },
    { match: { account_id: 10_001 }, strikes: true },
    { match: { account_id: 10_002 }, strikes: false },
    { match: { writes_only: true }, strikes: true },
  ])('is for the calls it names: $match', ({ match, strikes }) => {
    const plan = new FaultPlan(1, () => 0);
    plan.add({ kind: 'drop', match });

    expect(plan.strike(call, ['drop']) !== undefined).toBe(strikes);
  });

  it('adds up latencies within their jitter', () => {
    const plan = new FaultPlan(1, () => 0);
    plan.add({ kind: 'latency', delay_ms: 10, jitter_ms: 5 });
    plan.add({ kind: 'latency', delay_ms: 100 });

    const delays = Array.from({ length: 50 }, () => plan.delayOf(call, 'at_work'));

    expect(Math.min(...delays)).toBeGreaterThanOrEqual(110);
    expect(Math.max(...delays)).toBeLessThan(115);
    expect(new Set(delays).size).toBeGreaterThan(10);
    expect(plan.delayOf(call, 'on_the_way')).toBe(0);
  });

  it('ends when it is taken out', () => {
    const plan = new FaultPlan(1, () => 0);
    const id = plan.add({ kind: 'drop' });
    plan.add({ kind: 'timeout' });
    plan.remove(id);

    expect(plan.list().map(({ fault }) => fault.kind)).toEqual(['timeout']);
    plan.clear();
    expect(plan.list()).toEqual([]);
  });
});
