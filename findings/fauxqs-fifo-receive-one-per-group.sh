#!/usr/bin/env bash
# fauxqs 1.9.2, an SQS emulator: one ReceiveMessage of a FIFO queue gives a single message of each message group.
#
# Expected: SQS "first attempts to return as many messages with the same message group ID as possible" (developer guide, FIFO
# delivery logic), so that three waiting messages of one group arrive together when ten are asked for.
# What it hides: consumers that take every message of a batch to be of another group, and partial failures within a group.
# Seen with Node 20.20.2: received of one group of three: ["m0"]
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund fauxqs@1.9.2 @aws-sdk/client-sqs@3.1175.0 >/dev/null 2>&1

cat >run.js <<'JS'
import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';

const server = await startFauxqs({ port: 0, logger: false });
const sqs = new SQSClient({
  endpoint: `http://127.0.0.1:${server.port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'jobs.fifo', Attributes: { FifoQueue: 'true' } }));
for (const n of [0, 1, 2])
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: `m${n}`, MessageGroupId: 'group', MessageDeduplicationId: `id-${n}` }),
  );
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
console.log(JSON.stringify(Messages.map(({ Body }) => Body)));
await server.stop();
JS
seen=$(timeout 60 node --no-warnings run.js | tail -n 1)
echo "received of one group of three: $seen"
[ "$seen" = '["m0"]' ]
