import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  type AlertFate,
  type DeliverDeps,
  deliverAlerts,
  type QueuedAlert,
} from '../../../domain/webhook/deliver-alerts.ts';
import { setWebhook } from '../../../domain/webhook/manage-webhook.ts';
import type { Posted } from '../../../domain/webhook/send-message.ts';
import { anAlertEvent } from '../../builders/alert-event.ts';
import { FakeSigningKeys, FakeWebhooks } from '../../fakes/fake-webhooks.ts';
import { VirtualTime } from '../../fakes/virtual-time.ts';

const start = Date.parse('2026-06-01T12:00:00.000Z');
const hour = 3_600_000;

interface Call {
  readonly url: string;
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let time: VirtualTime;
let webhooks: FakeWebhooks;
let keys: FakeSigningKeys;
let calls: Call[];
let reports: unknown[][];
/** What the receiver at an address does; @default takes it at once */
let receivers: Map<string, () => Promise<Posted>>;
let deps: DeliverDeps;

beforeEach(() => {
  time = new VirtualTime(start);
  [webhooks, keys] = [new FakeWebhooks(), new FakeSigningKeys()];
  [calls, reports, receivers] = [[], [], new Map()];
  deps = {
    ...{ webhooks, keys, clock: time.clock, random: () => 0.5 },
    public_url: 'https://console.example',
    post: (url, headers, body) => {
      calls.push({ url, at: time.now - start, headers, body });
      return receivers.get(url)?.() ?? Promise.resolve({ status: 204, body: '' });
    },
    report: (...told) => void reports.push(told),
  };
});

const answers = (status: number) => async () => ({ status, body: '' });
const never = async (): Promise<Posted> => {
  await time.sleep(5_000);
  return { status: null, reason: 'no complete answer within 5 s' };
};

const urlOf = (org_id: string) => `https://${org_id}.example/alerts`;
/** Answers the signing secret. */
async function isSet(org_id = 'demo'): Promise<string> {
  const { secret } = await setWebhook(
    { org_id, account_id: 'main' },
    { url: urlOf(org_id), set_by: '5d0cf9d8-6f63-4c58-8f0e-2f0f5f0a1b2c' },
    {
      ...{ webhooks, keys, clock: time.clock, newId: () => '', post: expect.unreachable },
      base_urls: { allow_private: false, isPublicAddress: () => true },
    },
  );
  return secret;
}
const rowOf = (org_id = 'demo') => webhooks.rows.get(`${org_id}/main`);

let messages = 0;
function queued(org_id = 'demo', sent_at = time.now): QueuedAlert {
  messages += 1;
  return { id: `m-${messages}`, sent_at, event: anAlertEvent({ org_id }) };
}

/** Until a message is to be seen again; one that is in hand may come back at any time. */
function untilNext(waiting: readonly { at: number }[]): number {
  const next = Math.min(...waiting.map(({ at }) => at));
  return waiting.length === 0 ? 1_000 : Math.min(60_000, Math.max(10, next - time.now));
}

/** A queue that keeps what is not done for as long as it is told, and gives batches to `workers` at once. */
async function drain(
  alerts: readonly QueuedAlert[],
  { workers, until }: { workers: number; until: number },
) {
  const waiting = alerts.map((alert) => ({ alert, at: start }));
  const settle = (batch: typeof waiting, fates: readonly AlertFate[]) => {
    for (const [index, fate] of fates.entries()) {
      const { alert } = batch.find((one) => one.alert.id === fate.id) ?? batch[index] ?? {};
      if (!fate.done && alert) waiting.push({ alert, at: time.now + fate.retry_in_ms });
    }
  };
  const work = async () => {
    while (time.now < until) {
      const ready = waiting.filter(({ at }) => at <= time.now).slice(0, 10);
      for (const one of ready) waiting.splice(waiting.indexOf(one), 1);
      if (ready.length === 0) await time.sleep(untilNext(waiting));
      else
        settle(
          ready,
          await deliverAlerts(
            ready.map(({ alert }) => alert),
            deps,
          ),
        );
    }
  };
  await time.run(Promise.all(Array.from({ length: workers }, work)));
  return waiting;
}

describe('an alert', () => {
  it('is sent once, signed, in words for people and with where to look', async () => {
    const secret = await isSet();
    const alert = queued();
    expect(await deliverAlerts([alert], deps)).toEqual([{ id: alert.id, done: true }]);

    expect(rowOf()).toMatchObject({ last_delivered_at: '2026-06-01T12:00:00.000Z' });
    expect(rowOf()?.last_failed_at).toBeUndefined();
    const [call] = calls;
    expect([calls.length, call?.url]).toEqual([1, urlOf('demo')]);
    const { headers = {}, body = '' } = call ?? {};
    expect(headers['webhook-id']).toBe(alert.event.event_id);
    // The receiver's clock is this machine's, and the message's is not.
    const { headers: fresh, body: again } = await sentNow(alert);
    expect(new Webhook(secret).verify(again, { ...fresh })).toEqual(JSON.parse(body));
    const { target_id } = alert.event;
    expect(JSON.parse(body)).toMatchObject({
      ...{ type: 'channel.alert.opened', timestamp: '2026-06-01T12:00:00.000Z' },
      data: {
        ...{ org_id: 'demo', account_id: 'main', target_id },
        alert: { rule: 'credentials_rejected', target_name: 'My Hostaway' },
        summary:
          'My Hostaway: the channel refuses the credentials. Since 2026-06-01T12:00:00.000Z.',
        console_url: `https://console.example/targets/${target_id}`,
      },
    });
  });

  it('of a tenant without a webhook is sent nowhere', async () => {
    await isSet('other');
    expect(await deliverAlerts([queued()], deps)).toMatchObject([{ done: true }]);
    expect(calls).toEqual([]);
  });

  it('comes again with the same id and a new signature until it is taken', async () => {
    await isSet();
    let tries = 0;
    receivers.set(urlOf('demo'), async () => {
      tries += 1;
      return { status: tries < 3 ? 500 : 200, body: '' };
    });
    const alert = queued();
    expect(await drain([alert], { workers: 2, until: start + 60_000 })).toEqual([]);

    expect(calls.map(({ headers }) => headers['webhook-id'])).toEqual(
      Array.from({ length: 3 }, () => alert.event.event_id),
    );
    expect(new Set(calls.map(({ headers }) => headers['webhook-signature'])).size).toBe(3);
    expect(rowOf()?.last_failure).toBe('The receiver answered 500.');
  });

  it.each([
    [302, 'The receiver answered 302: redirects are not followed.'],
    [401, 'The receiver answered 401.'],
    [503, 'The receiver answered 503.'],
  ])('that is answered %s waits, and why is on record', async (status, last_failure) => {
    await isSet();
    receivers.set(urlOf('demo'), answers(status));
    const alert = queued();
    const [fate] = await deliverAlerts([alert], deps);

    expect(fate).toEqual({ id: alert.id, done: false, retry_in_ms: 2_000 });
    expect(rowOf()).toMatchObject({ last_failure, free_at: '2026-06-01T12:00:02.000Z' });
    expect(rowOf()?.last_given_up_at).toBeUndefined();
  });

  it('is given up after a day, which is on record and reported', async () => {
    await isSet();
    receivers.set(urlOf('demo'), answers(500));
    const alert = queued();
    const left = await drain([alert], { workers: 1, until: start + 25 * hour });

    expect(left).toEqual([]);
    expect(calls.at(-1)?.at).toBeGreaterThan(23 * hour);
    expect(rowOf()?.last_given_up_at).toMatch(/^2026-06-02T12:/);
    const { event_id } = alert.event;
    expect(reports).toEqual([
      ['alert-given-up', expect.objectContaining({ event_id, org_id: 'demo' })],
    ]);
  });

  it('is sent to nobody any more after a receiver has answered 410', async () => {
    await isSet();
    receivers.set(urlOf('demo'), answers(410));
    const fates = await deliverAlerts([queued(), queued()], deps);
    fates.push(...(await deliverAlerts([queued()], deps)));

    expect(fates.every(({ done }) => done)).toBe(true);
    expect(calls).toHaveLength(1);
    expect(rowOf()).toMatchObject({
      switched_off_at: '2026-06-01T12:00:00.000Z',
      last_failure: 'The receiver answered 410: it wants no more.',
    });
    await isSet();
    await deliverAlerts([queued()], deps);
    expect(calls).toHaveLength(2);
  });

  it('waits when our own system fails, and no other tenant with it', async () => {
    await isSet();
    await isSet('other');
    keys.secrets.delete(rowOf()?.secret_ref ?? '');
    const [own, others] = [queued(), queued('other')];
    const fates = await deliverAlerts([own, others], deps);

    expect(fates).toEqual([
      { id: own.id, done: false, retry_in_ms: 30_000 },
      { id: others.id, done: true },
    ]);
    expect(reports).toHaveLength(1);
  });
});

describe('a receiver', () => {
  it('that never answers holds up no other, however many of its messages wait', async () => {
    await isSet('dead');
    await isSet('well');
    receivers.set(urlOf('dead'), never);
    const dead = Array.from({ length: 200 }, () => queued('dead'));
    await drain([...dead, ...Array.from({ length: 5 }, () => queued('well'))], {
      ...{ workers: 2, until: start + 10 * 60_000 },
    });

    const [own, others] = ['well', 'dead'].map((org) =>
      calls.filter(({ url }) => url === urlOf(org)),
    );
    expect(own).toHaveLength(5);
    for (const { at } of own ?? []) expect(at).toBeLessThan(5_000);
    // Once, then after pauses of up to a minute.
    expect(others?.length).toBeGreaterThan(8);
    expect(others?.length).toBeLessThan(30);
  });

  it('that is slow is called by one at a time, and holds up no other either', async () => {
    await isSet('slow');
    await isSet('well');
    let under_way = 0;
    let most = 0;
    receivers.set(urlOf('slow'), async () => {
      most = Math.max(most, ++under_way);
      await time.sleep(4_000);
      under_way -= 1;
      return { status: 200, body: '' };
    });
    const slow = Array.from({ length: 60 }, () => queued('slow'));
    const left = await drain([...slow, queued('well')], {
      ...{ workers: 4, until: start + 10 * 60_000 },
    });

    expect(left).toEqual([]);
    expect(most).toBe(1);
    expect(calls.filter(({ url }) => url === urlOf('slow'))).toHaveLength(60);
    expect(calls.find(({ url }) => url === urlOf('well'))?.at).toBeLessThan(5_000);
  });

  it('that is back is told of what is new within a minute, and of what is old in its time', async () => {
    await isSet();
    receivers.set(urlOf('demo'), answers(500));
    const old = queued('demo', start - 10 * hour);
    const [first] = await deliverAlerts([old], deps);
    expect(first).toMatchObject({ done: false, retry_in_ms: 4 * hour });
    receivers.clear();
    time.now += 60_000;

    expect(await deliverAlerts([queued()], deps)).toMatchObject([{ done: true }]);
  });

  it('whose worker died is called again after half a minute', async () => {
    await isSet();
    const claim = await webhooks.claim(
      { org_id: 'demo', account_id: 'main' },
      new Date(start).toISOString(),
      new Date(start + 30_000).toISOString(),
    );
    expect(claim.kind).toBe('claimed');
    const [fate] = await deliverAlerts([queued()], deps);
    expect(fate).toMatchObject({ done: false, retry_in_ms: 32_000 });
    time.now += 30_000;
    expect(await deliverAlerts([queued()], deps)).toMatchObject([{ done: true }]);
  });
});

/** The same message, as of this machine's clock. */
async function sentNow(alert: QueuedAlert): Promise<Call> {
  await deliverAlerts([alert], { ...deps, clock: Date.now });
  return calls.at(-1) as Call;
}
