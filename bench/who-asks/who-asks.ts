import { marshall } from '@aws-sdk/util-dynamodb';
import { memberKey, sessionKey } from '../../adapters/dynamodb/keys.ts';
import { sessionCookie } from '../../adapters/http/who-asks/cookies.ts';
import { type Member, memberSchema, personId } from '../../domain/identity/member.ts';
import { newSession } from '../../domain/identity/session.ts';
import type { Cloud } from '../../local/cloud/cloud-options.ts';
import type { BenchCloud } from '../cloud/bench-cloud.ts';
import type { Findings } from '../report/row.ts';
import { median, sum } from '../report/statistics.ts';

const member: Member = memberSchema.parse({
  ...{ org_id: 'demo', account_id: 'main', email: 'bench@demo.example', role: 'Owner' },
  ...{ user_id: personId('bench@demo.example'), revision: 1, created_by: null },
  ...{ created_at: '2026-01-01T00:00:00.000Z', updated_at: '2026-01-01T00:00:00.000Z' },
});

/** What a list of targets asks of DynamoDB whoever asks for it. */
const ownRequests = 1;
const warmUps = 3;

/** What knowing who asks adds to a call of the API: by key and by session, in turn. */
export async function benchWhoAsks({ cloud }: BenchCloud, looks: number): Promise<Findings> {
  const by = {
    session: { cookie: `${sessionCookie}=${await openSession(cloud)}` },
    key: { authorization: 'Bearer local-owner' },
  };
  const asked: Record<keyof typeof by, Asked[]> = { session: [], key: [] };
  for (let round = -warmUps; round < looks; round += 1)
    for (const way of ['session', 'key'] as const) {
      const one = await ask(cloud, by[way]);
      if (round >= 0) asked[way].push(one);
    }
  const added = (way: 'session' | 'key') =>
    sum(asked[way].map(({ requests }) => requests)) / looks - ownRequests;
  const ms = (way: 'session' | 'key') => median(asked[way].map(({ took }) => took)).toFixed(1);
  const [session, key] = [added('session'), added('key')];

  return {
    rows: [
      {
        what: 'DynamoDB requests that a session adds to a call of the API',
        must: '<= 1',
        measured: `${session.toFixed(2)}; the call's median ${ms('session')} ms`,
        compared: `by key ${key.toFixed(2)}, ${ms('key')} ms`,
        passed: session <= 1,
      },
    ],
    details: { looks, session, key, asked },
  };
}

interface Asked {
  readonly requests: number;
  readonly took: number;
}

async function ask({ apiUrl, ...cloud }: Cloud, headers: Record<string, string>): Promise<Asked> {
  cloud.clearRequests();
  const begun = performance.now();
  const { status } = await fetch(`${apiUrl}/api/channels/targets`, { headers });
  const took = performance.now() - begun;
  if (status !== 200) throw new Error(`the list of targets was answered ${status}`);
  const ofDynamoDb = cloud
    .requests()
    .filter(
      ({ service, principal }) => service === 'dynamodb' && principal.endsWith('targets-api'),
    );

  return { requests: sum(ofDynamoDb.map(({ count }) => count)), took };
}

/** Written directly: a login takes a browser. */
async function openSession(cloud: Cloud): Promise<string> {
  const { CHANNELS_TABLE, METERS_TABLE } = cloud.variablesOf('auth-api');
  const { id, session } = newSession(member, Date.now());
  const put = (TableName: string | undefined, item: object) =>
    cloud.call('dynamodb', 'PutItem', { TableName, Item: marshall(item) });
  await put(CHANNELS_TABLE, { ...member, ...memberKey(member, member.user_id) });
  await put(METERS_TABLE, { ...session, ...sessionKey(session.id_hash) });

  return id;
}
