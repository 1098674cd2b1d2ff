import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, expect, it, type MockInstance, vi } from 'vitest';
import { sessionCookie } from '../../adapters/http/who-asks/cookies.ts';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../../local/api-client.ts';
import type { Intercept } from '../../local/cloud/gate.ts';
import type { SimulatorOptions } from '../../local/hostaway/simulator-options.ts';
import { hurried } from '../../local/hurried.ts';
import { loginVariables, seedLogin } from '../../local/login/local-login.ts';
import {
  type LoginProvider,
  localClient,
  startLoginProvider,
} from '../../local/login/login-provider.ts';
import { queueOf } from '../../local/target-queue.ts';
import { type Reply, ScriptedServer } from '../fakes/scripted-server.ts';
import { CookieJar, follow } from '../support/cookie-jar.ts';
import { changeUnit, connectTarget, linkUnit, untilSynced } from '../support/linking.ts';
import { eventually, type LocalSystem, startLocalSystem } from '../support/local-system.ts';
import { type OtlpReceiver, startOtlpReceiver } from '../support/otlp-receiver.ts';
import { readable, type Secret, toldIn, type Writing } from '../support/secret-scan.ts';
import { workerOf } from '../support/worker-of.ts';

/** With characters that JSON, addresses and forms escape. */
const account = {
  id: 739_182_645,
  api_key: 'planted/key"of+account',
  tokens: ['planted/token"of+the=target', 'planted/token"that+came=later'],
};
const refused = 'planted/token"that+was=refused';

let system: LocalSystem;
let provider: LoginProvider;
let receiver: OtlpReceiver;
/** Every answer of the provider and the channel; they run in this process. */
let given: MockInstance<ServerResponse['end']>;
let dataDir: string;
let home: string;
/** Of what everything is about: found wherever something is written. */
let target: Target;

const secrets: Secret[] = [
  { name: "the account's key", value: account.api_key },
  { name: "the account's number", value: String(account.id) },
  { name: "the target's token", value: account.tokens[0] ?? '' },
  { name: 'the token after it', value: account.tokens[1] ?? '' },
  { name: 'a refused token', value: refused },
  { name: "the login client's secret", value: localClient.secret },
];
const plant = (name: string, value: string | null | undefined) => {
  if (typeof value !== 'string' || value.length < 8) throw new Error(`nothing to plant: ${name}`);
  secrets.push({ name, value });
};
const writings: Writing[] = [];
const write = (where: string, what: unknown) => void writings.push({ where, text: readable(what) });

/** All that is ever sent to a service, but for what Secrets Manager is there to keep. */
const intercept: Intercept = (call, serve) => {
  const { authorization, 'x-amz-security-token': token } = call.headers;
  const signature = /Signature=(\w+)/.exec(String(authorization))?.[1];
  if (token !== undefined) signed.set(`the credentials of ${call.principal}`, String(token));
  if (signature?.length === 64) signed.set(`a signature of ${call.principal}`, signature);
  if (call.service !== 'secretsmanager' && call.body.length > 0) {
    const text = call.body.toString();
    write(`requests to ${call.service}`, JSON.parse(text));
    if (text.includes('code_verifier')) logins.push(JSON.parse(text));
  }
  return serve(call);
};
const signed = new Map<string, string>();
// biome-ignore lint/suspicious/noExplicitAny: requests as DynamoDB has them
const logins: any[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'tvl-channels-secrets-'));
  given = vi.spyOn(ServerResponse.prototype, 'end');
  provider = await startLoginProvider({ port: 0 });
  receiver = await startOtlpReceiver();
  const options = {
    accounts: [account],
    limits: 'none',
    tokenDelayMs: 0,
  } satisfies SimulatorOptions;
  const variables = {
    ...{ ...hurried, ...loginVariables(provider) },
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  };
  system = await startLocalSystem(options, variables, { dataDir, intercept });
  home = system.cloud.apiUrl.replace('127.0.0.1', 'localhost');
  await seedLogin(system.cloud);
  provider.serve(home);
  try {
    await liveThroughEverything();
    for (const token of minted()) plant('a token of the provider or the channel', token);
    for (const [name, value] of signed) plant(name, value);
    await collect();
  } finally {
    given.mockRestore();
    await system.stop();
    await provider.stop();
    await receiver.stop();
  }
  await collectFiles();
}, 300_000);
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function call(...request: Parameters<LocalSystem['call']>) {
  const answer = await system.call(...request);
  write('answers', [answer.text, Object.fromEntries(answer.headers)]);
  return answer;
}

async function liveThroughEverything(): Promise<void> {
  const client = new ApiClient(system.cloud.apiUrl, 'local-owner');
  const by = (credentials: object) => ({ credentials }) as object;
  const keyed = { account_id: String(account.id), api_key: account.api_key };
  target = await connectTarget(client, system.hostaway.url, by(keyed));
  const path = `/api/channels/targets/${target.id}`;
  const one = await linkUnit(client, target.id);
  await untilSynced(client, one, 60_000);
  await echo(client, one);
  for (const api_token of account.tokens)
    await call(`PUT ${path}/credentials`, { credentials: { api_token } });
  await call(`PUT ${path}/credentials`, { credentials: { api_token: refused } });
  await call(`PUT ${path}/credentials`, { credentials: { api_token: refused, x: 1 } });
  const body = { name: 'Refused', channel_type: 'hostaway', base_url: system.hostaway.url };
  for (const credentials of [{ api_token: refused }, { api_token: refused, x: 1 }])
    await call('POST /api/channels/targets', { ...body, sync_mode: 'api', credentials });
  await system.cloud.fire('health-check');

  await failForGood(client, one);
  await manageKeys();
  await tellReceiver();
  await logInAndOut();
  for (const list of ['targets', 'listings', 'health', `targets/${target.id}/audit`])
    await call(`GET /api/channels/${list}`);
  await call(`GET /api/channels/listings/${one.listing.id}/history`);
  // What is said of a session that is over, and of keys that are none.
  for (const authorization of ['Bearer ', `Bearer ${account.api_key}`, `Basic ${refused}`])
    await call('GET /api/me', undefined, { headers: { authorization } });
}

type Linked = Awaited<ReturnType<typeof linkUnit>>;

/** A channel that says what it was sent when it refuses: the key, and the token it has given for it. */
async function echo(client: ApiClient, { unit, listing }: Linked): Promise<void> {
  const words = [account.api_key, ...minted()].flatMap((secret) => [
    ...[secret, encodeURIComponent(secret), JSON.stringify({ secret })],
  ]);
  system.hostaway.control.addFault({
    ...{ kind: 'refuse', status: 400, words: `Listing error: name: ${words.join(' for ')}` },
    match: { methods: ['PUT'] },
  });
  await changeUnit(client, unit, { name: 'Refused' });
  await eventually('a refusal', async () => {
    const rows = await client.history(listing.id);
    return rows.find(({ outcome }) => outcome === 'failed');
  });
  system.hostaway.control.clearFaults();
}

/** A job that fails whenever it is tried, until it is among the dead letters. */
async function failForGood(client: ApiClient, { unit }: Linked): Promise<void> {
  const { DEAD_LETTER_QUEUE_ARN: deadLetterTargetArn } = system.cloud.variablesOf('targets-api');
  const QueueUrl = queueOf(system.cloud, target.id);
  // A thousand deliveries, minutes apart, are too long for a test.
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 2 });
  const Attributes = { VisibilityTimeout: '1', RedrivePolicy };
  await system.cloud.call('sqs', 'SetQueueAttributes', { QueueUrl, Attributes });
  system.cloud.faults.add({
    ...{ service: 'dynamodb', action: 'BatchGetItem', times: 1_000 },
    principal: workerOf(system.cloud, target.id),
    error: { code: 'ValidationException', status: 400 },
  });
  await changeUnit(client, unit, { name: 'Never sent' });
  await eventually('a dead letter', async () => (await messagesIn(deadLetters()))[0], 60_000);
  system.cloud.faults.clear();
}

const deadLetters = () => system.cloud.variablesOf('targets-api').DEAD_LETTER_QUEUE_URL ?? '';

async function messagesIn(QueueUrl: string): Promise<unknown[]> {
  const { Messages = [] } = (await system.cloud.call('sqs', 'ReceiveMessage', {
    ...{ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 },
    ...{ AttributeNames: ['All'], MessageAttributeNames: ['All'] },
  })) as { Messages?: unknown[] };
  return Messages;
}

/** The answer that shows a key is the only one that may, and is not written down here. */
async function manageKeys(): Promise<void> {
  const made = await system.call('POST /api/api-keys', { name: 'planted', role: 'Viewer' });
  plant('an API key', made.json.key);
  const headers = { authorization: `Bearer ${made.json.key}` };
  await call('GET /api/channels/targets', undefined, { headers });
  await call('GET /api/api-keys');
  await call(`DELETE /api/api-keys/${made.json.id}`);
  await call('GET /api/channels/targets', undefined, { headers });
}

/** A receiver that says what it knows of the secrets when it refuses, told before and after a rotation. */
async function tellReceiver(): Promise<void> {
  const path = '/api/channels/alert-webhook';
  const known: string[] = [];
  const refuse: Reply = (response) => void response.writeHead(401).end(known.join(' for '));
  await using receiver = await ScriptedServer.start(...Array.from({ length: 20 }, () => refuse));
  const keep = (name: string, { secret }: { secret: string }) => {
    plant(name, secret.slice('whsec_'.length));
    known.push(secret, encodeURIComponent(secret));
  };
  keep("a webhook's secret", (await system.call(`PUT ${path}`, { url: receiver.url })).json);
  await call(`POST ${path}/test`);
  keep('the secret after it', (await system.call(`POST ${path}/secret`)).json);
  await call(`POST ${path}/test`);
  system.hostaway.control.addFault({ kind: 'server_error', status: 503 });
  await system.cloud.fire('health-check');
  await system.cloud.fire('alert-evaluator');
  system.hostaway.control.clearFaults();
  await eventually('an alert is refused', async () => {
    const { json } = await call(`GET ${path}`);
    return json.last_failure ?? undefined;
  });
}

/** Cookies, and where a browser is sent, are for that browser: of those answers only the rest is written down. */
async function logInAndOut(): Promise<void> {
  const ours = new CookieJar();
  const browse = async (path: string, init: RequestInit = {}) => {
    const headers = { cookie: ours.all.join('; '), origin: home };
    const answer = await fetch(`${home}${path}`, { redirect: 'manual', headers, ...init });
    ours.keep(answer.headers.getSetCookie());
    write('answers', await answer.text());
    return answer;
  };
  const begun = String((await browse('/api/auth/login')).headers.get('location'));
  const query = new URL(begun).searchParams;
  plant("a login's state", query.get('state'));
  plant("a login's nonce", query.get('nonce'));
  plant("a login's cookie", ours.all[0]?.split('=')[1]);
  const verifier = logins.at(-1)?.Item.code_verifier.S;
  plant("a login's verifier", verifier);
  const way = { jar: new CookieJar(), home };
  const page = await follow(begun, way);
  const body = new URLSearchParams({ email: 'owner@demo.example' });
  const back = await follow(page, { ...way, method: 'POST', body });
  plant('an authorization code', new URL(back).searchParams.get('code'));
  await browse(back.slice(home.length));
  plant('a session', ours.get(sessionCookie));
  await browse('/api/me');
  await browse('/api/channels/targets');
  // A second time, and from another site: both are refused.
  await browse(back.slice(home.length));
  await browse('/api/auth/logout', { method: 'POST', headers: { origin: 'https://evil.example' } });
  await browse('/api/auth/logout', { method: 'POST' });
}

/** What the provider, or the channel, has given out for a while. */
function minted(): string[] {
  return given.mock.calls.flatMap(([chunk]) =>
    [...String(chunk).matchAll(/"(?:access_token|id_token)":\s*"([^"]+)"/g)].map(
      ([, token = '']) => token,
    ),
  );
}

async function collect(): Promise<void> {
  const { cloud } = system;
  const { CHANNELS_TABLE, AUDIT_TABLE, METERS_TABLE, INBOUND_TABLE, DEAD_LETTER_QUEUE_URL } =
    cloud.variablesOf('targets-api');
  for (const TableName of [CHANNELS_TABLE, AUDIT_TABLE, METERS_TABLE, INBOUND_TABLE])
    write('tables', await scan(TableName));
  write('dead letters', await messagesIn(DEAD_LETTER_QUEUE_URL ?? ''));
  for (const name of cloud.functionNames) write('logs', cloud.logs(name));
  write('logs of the cloud', cloud.problems());
  write('events', cloud.events());
  write('metrics', cloud.metrics());
  for (const { headers, body } of receiver.requests) write('traces', [headers, JSON.parse(body)]);
}

async function scan(TableName: string | undefined): Promise<unknown[]> {
  const items: unknown[] = [];
  let ExclusiveStartKey: unknown;
  do {
    const page = (await system.cloud.call('dynamodb', 'Scan', {
      TableName,
      ExclusiveStartKey,
    })) as {
      Items: unknown[];
      LastEvaluatedKey?: unknown;
    };
    items.push(...page.Items);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return items;
}

async function collectFiles(): Promise<void> {
  for (const entry of await readdir(dataDir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    writings.push({ where: fileName(file), text: await readFile(file, 'latin1') });
  }
}

const fileName = (file: string) => `file ${relative(dataDir, file)}`;

/**
 * A login's verifier and nonce lie in its row until its callback, which deletes it, and DynamoDB Local does not wipe what was deleted.
 * They open nothing without the code, the browser's cookie and the client's secret.
 */
const untilTheCallback = /^a login's (verifier|nonce) in (requests to dynamodb|file dynamodb\/.*)$/;

it('invariant 10: no secret is told to any table, queue, log, event, metric, trace, answer or file', () => {
  const told = toldIn(writings, secrets).filter((one) => !untilTheCallback.test(one));

  expect(told.filter((one) => !one.endsWith('in file secrets.json'))).toEqual([]);
});

it('only secrets.json holds secrets, and nobody else on the machine may read it', async () => {
  expect(toldIn(writings, secrets).filter((one) => one.endsWith('in file secrets.json'))).toEqual(
    [
      ...['a token of the provider or the channel', "a webhook's secret"],
      ...["the account's key", "the account's number"],
      ...["the login client's secret", 'the secret after it'],
      ...["the target's token", 'the token after it'],
    ].map((one) => `${one} in file secrets.json`),
  );
  const { mode } = await stat(join(dataDir, 'secrets.json'));
  expect((mode & 0o777).toString(8)).toBe('600');
});

it('finds what each place holds, so that it could fail', () => {
  const tokens = ['a token of the provider or the channel', 'a session', "a login's verifier"];
  expect(secrets.map(({ name }) => name)).toEqual(expect.arrayContaining(tokens));
  const worker = workerOf(system.cloud, target.id);
  const expected = [
    ...['answers', 'dead letters', 'events', 'logs', 'tables'],
    ...['requests to dynamodb', 'requests to events', 'requests to lambda', 'requests to sqs'],
    ...['file queues.jsonl', 'file mappings.json', 'file dynamodb/shared-local-instance.db'],
    `file log/${worker}.log`,
  ].map((place) => `the target in ${place}`);
  const named = ['a function in metrics', 'a call in traces'];
  const known = [
    { name: 'the target', value: target.id },
    { name: 'a function', value: worker },
    { name: 'a call', value: 'update listing' },
  ];

  expect(toldIn(writings, known)).toEqual(expect.arrayContaining([...expected, ...named]));
});
