#!/usr/bin/env bash
# fauxqs 1.9.2, an SQS emulator: DeduplicationScope "messageGroup" is stored and told, and has no effect.
#
# Expected: in a queue with DeduplicationScope=messageGroup the same deduplication id in two message groups makes two messages
# (SetQueueAttributes, high throughput for FIFO queues). The second is swallowed here and its sender gets a success.
# What it hides, or rather breaks: whoever numbers the messages of each group by themselves loses messages on one machine only.
# Seen with Node 20.20.2: scope told "messageGroup", received ["in g1"]
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
echo '{"private":true,"type":"module"}' >package.json
npm install --silent --no-audit --no-fund fauxqs@1.9.2 @aws-sdk/client-sqs@3.1175.0 >/dev/null 2>&1

cat >run.js <<'JS'
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';

const server = await startFauxqs({ port: 0, logger: false });
const sqs = new SQSClient({
  endpoint: `http://127.0.0.1:${server.port}`,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});
const { QueueUrl } = await sqs.send(
  new CreateQueueCommand({
    QueueName: 'jobs.fifo',
    Attributes: { FifoQueue: 'true', DeduplicationScope: 'messageGroup', FifoThroughputLimit: 'perMessageGroupId' },
  }),
);
for (const group of ['g1', 'g2'])
  await sqs.send(
    new SendMessageCommand({ QueueUrl, MessageBody: `in ${group}`, MessageGroupId: group, MessageDeduplicationId: 'first' }),
  );
const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['DeduplicationScope'] }));
const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
console.log(`scope told ${JSON.stringify(Attributes.DeduplicationScope)}, received ${JSON.stringify(Messages.map(({ Body }) => Body))}`);
await server.stop();
JS
seen=$(timeout 60 node --no-warnings run.js | tail -n 1)
echo "$seen"
[ "$seen" = 'scope told "messageGroup", received ["in g1"]' ]
