import type { AwsCall } from '../../local/cloud/common/aws-call.ts';
import { dynamoDbAuthorizations } from '../../local/cloud/dynamodb/dynamodb-authorization.ts';
import { partitionKeys } from '../../local/cloud/dynamodb/tables.ts';
import { Authorizer } from '../../local/cloud/iam/authorizer.ts';
import { readRoles } from '../../local/cloud/iam/roles.ts';
import { loadResources } from '../../local/cloud/template/resources.ts';
import { assemblyOf } from '../cloud/bench-cloud.ts';
import type { Findings } from '../report/row.ts';
import { median, quantile } from '../report/statistics.ts';

const calls = 20_000;

/**
 * What the local cloud spends on asking a role, for the dearest call there is: the transaction that closes an attempt, with an item of
 * each table. @throws when the worker's role does not allow it
 */
export async function benchPermissionCheck(): Promise<Findings> {
  const resources = await loadResources(assemblyOf('local'), 'http://localhost');
  const roles = readRoles(resources);
  const role = [...roles.keys()].find((name) => name.includes('Worker0')) ?? 'no worker';
  const authorizer = new Authorizer(roles);
  const partitionKeyOf = partitionKeys(resources);
  const call = closing();
  const took = Array.from({ length: calls }, () => {
    const begun = performance.now();
    authorizer.authorize({ role, name: 'bench' }, dynamoDbAuthorizations(call, partitionKeyOf));
    return performance.now() - begun;
  });
  const [middle, late] = [median(took), quantile(took, 0.99)];

  return {
    rows: [
      {
        what: 'local cloud: asking the role, per call to AWS',
        must: 'median <= 1 ms',
        measured: `${middle.toFixed(3)} ms; p99 ${late.toFixed(3)} ms (a transaction over three tables)`,
        compared: '-',
        passed: middle <= 1,
      },
    ],
    details: { calls, median_ms: middle, p99_ms: late },
  };
}

function closing(): AwsCall {
  const table = (name: string) => ({ TableName: `tvl-channels-local-${name}` });
  const key = (pk: string) => ({ pk: { S: pk }, sk: { S: 'of it' } });
  const audit = { ...key('TENANT#demo#main#LISTING#1'), excerpt: { S: 'x'.repeat(3_000) } };
  const TransactItems = [
    { Put: { ...table('audit'), Item: audit } },
    { Update: { ...table('channels'), Key: key('TENANT#demo#main') } },
    { ConditionCheck: { ...table('channels'), Key: key('TENANT#demo#main') } },
    { Update: { ...table('meters'), Key: key('WINDOW#1') } },
  ];
  return {
    ...{ service: 'dynamodb', action: 'TransactWriteItems', principal: 'bench' },
    ...{ session: undefined, target: '', path: '/', query: new URLSearchParams(), headers: {} },
    body: Buffer.from(JSON.stringify({ TransactItems })),
  };
}
