import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameBasedId } from '../../domain/common/ids.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { type ReceivedRequest, ScriptedServer } from '../fakes/scripted-server.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';

const path = '/api/channels/alert-webhook';
const targets = '/api/channels/targets';
const account = { id: 20_007, api_key: 'webhook-key', tokens: ['webhook-token'] };
const taken = { status: 202, body: 'taken' };

let system: LocalSystem;
let receiver: ScriptedServer;
beforeAll(async () => {
  system = await startLocalSystem({ accounts: [account], limits: 'none', tokenDelayMs: 0 });
  receiver = await ScriptedServer.start();
}, 120_000);
afterAll(async () => {
  await system?.stop();
  await receiver?.[Symbol.asyncDispose]();
});

const call: LocalSystem['call'] = (...request) => system.call(...request);

/** Answers the secret. */
async function setWebhook(): Promise<string> {
  const { status, json } = await call(`PUT ${path}`, { url: `${receiver.url}/alerts` });
  expect(status).toBe(200);
  return json.secret;
}

/** As if an alert of a target had opened: what alert-evaluator puts on the bus. Answers its id. */
async function tell(org_id = 'demo'): Promise<string> {
  const event_id = randomUUID();
  const occurred_at = new Date().toISOString();
  const detail = {
    ...{ org_id, account_id: 'main', target_id: randomUUID(), occurred_at, event_id },
    alert: {
      ...{ id: randomUUID(), rule: 'credentials_rejected', message: 'refused', value: null },
      ...{ peak: null, threshold: null, opened_at: occurred_at, closed_at: null },
      target_name: 'A target',
    },
  };
  const { EVENT_BUS_NAME: EventBusName } = system.cloud.variablesOf('alert-evaluator');
  const entry = { EventBusName, Source: 'tvl-channels', DetailType: 'channel.alert.opened' };
  await system.cloud.call('events', 'PutEvents', {
    Entries: [{ ...entry, Detail: JSON.stringify(detail) }],
  });
  return event_id;
}

const receivedOf = (id: string) =>
  receiver.requests.filter(({ headers }) => headers['webhook-id'] === id);
const untilReceived = (id: string, count = 1) =>
  eventually(`${count} of ${id}`, async () => {
    const all = receivedOf(id);
    return all.length >= count ? all : undefined;
  });
const verified = ({ body, headers }: ReceivedRequest, secret: string) =>
  Object(new Webhook(secret).verify(body, headers as Record<string, string>));

it('a revoked token is told to a receiver once, with a valid signature', async () => {
  const secret = await setWebhook();
  receiver.replyWith(taken);
  const { json: target } = await call(`POST ${targets}`, {
    ...{ name: 'Told of', channel_type: 'hostaway', sync_mode: 'api' },
    base_url: `${system.hostaway.url}/v1`,
    credentials: { api_token: account.tokens[0] },
  });
  const [demo] = demoUnits(1);
  const unit_id = randomUUID();
  const rename = (name: string) =>
    call(`PUT /api/supply/units/${unit_id}`, { ...demo?.content, name });
  await rename('First');
  await call('POST /api/channels/listings', { target_id: target.id, unit_id });
  await eventually('the listing', async () =>
    system.hostaway.listings().find(({ listing }) => listing.name === 'First'),
  );
  system.hostaway.control.revokeTokens(account.id);
  await rename('Second');
  await eventually('the target is blocked', async () => {
    const { json } = await call(`GET ${targets}/${target.id}`);
    return json.block_reason === 'credentials_rejected' || undefined;
  });
  await system.cloud.fire('alert-evaluator');

  const { json: alerts } = await call(`GET /api/channels/alerts?target_id=${target.id}`);
  const id = nameBasedId(`${alerts.items[0].id}|channel.alert.opened`);
  const [request] = await untilReceived(id);
  expect(verified(request as ReceivedRequest, secret)).toMatchObject({
    type: 'channel.alert.opened',
    data: {
      ...{ org_id: 'demo', target_id: target.id },
      alert: { rule: 'credentials_rejected', target_name: 'Told of' },
      summary: expect.stringMatching(/^Told of: the channel refuses the credentials: /),
      console_url: expect.stringMatching(new RegExp(`/targets/${target.id}$`)),
    },
  });
  await system.cloud.fire('alert-evaluator');
  await eventually('a delivery is on record', async () => {
    const { json } = await call(`GET ${path}`);
    return json.last_delivered_at ?? undefined;
  });
  expect(receivedOf(id)).toHaveLength(1);
}, 90_000);

it('a receiver that fails twice gets it a third time, with the same id', async () => {
  const secret = await setWebhook();
  receiver.replyWith({ status: 500 }, (response) => void response.destroy(), taken);
  const id = await tell();

  const all = await untilReceived(id, 3);
  for (const request of all) expect(verified(request, secret).data.summary).toMatch(/^A target/);
  const { json } = await eventually('it is on record', async () => {
    const answer = await call(`GET ${path}`);
    return answer.json.last_delivered_at === null ? undefined : answer;
  });
  expect(json.last_failure).toBe(
    'The receiver did not answer: the connection failed (ECONNRESET).',
  );
  expect(receivedOf(id)).toHaveLength(3);
}, 60_000);

describe('a secret that is rotated', () => {
  it('signs beside the old one, and a new webhook with neither', async () => {
    const old = await setWebhook();
    const { json } = await call(`POST ${path}/secret`);
    receiver.replyWith(taken);
    const [request] = (await untilReceived(await tell())) as [ReceivedRequest];
    for (const secret of [old, json.secret])
      expect(verified(request, secret).type).toBe('channel.alert.opened');

    const next = await setWebhook();
    receiver.replyWith(taken);
    const [later] = (await untilReceived(await tell())) as [ReceivedRequest];
    expect(verified(later, next).type).toBe('channel.alert.opened');
    for (const secret of [old, json.secret]) expect(() => verified(later, secret)).toThrow();
  });
});

it('a test is answered with what the receiver answers; what is removed or of others is sent nothing', async () => {
  await setWebhook();
  receiver.replyWith({ status: 401, body: 'unknown signature' });
  expect((await call(`POST ${path}/test`)).json).toEqual({
    ...{ delivered: false, status: 401, message: 'The receiver answered 401.' },
    answer: 'unknown signature',
  });
  const another = await tell('other');
  expect((await call(`DELETE ${path}`)).status).toBe(204);
  const mine = await tell();
  const QueueUrl = `${system.cloud.variablesOf('targets-api').QUEUE_URL_PREFIX}alert-webhooks`;
  await eventually('nothing waits', async () => {
    const { Attributes } = (await system.cloud.call('sqs', 'GetQueueAttributes', {
      QueueUrl,
      AttributeNames: ['All'],
    })) as { Attributes: Record<string, string> };
    const left = [
      Attributes.ApproximateNumberOfMessages,
      Attributes.ApproximateNumberOfMessagesNotVisible,
    ];
    return left.every((count) => count === '0') || undefined;
  });
  expect([...receivedOf(another), ...receivedOf(mine)]).toEqual([]);
});
