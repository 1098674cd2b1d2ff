import { parseArgs } from 'node:util';
import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { sqsClient } from '../adapters/sqs/client.ts';
import { SqsDeadLetters } from '../adapters/sqs/dead-letters.ts';
import { redrive } from '../domain/recovery/redrive.ts';
import { namePrefix } from '../lib/names.ts';
import { stageSchema } from '../lib/settings.ts';
import { leadTo } from './lead-to.ts';

/*
 * Gives the dead letters of a deployed stage another life, those of all tenants, with the AWS credentials of whoever runs it.
 * An Owner does the same for a tenant with POST /api/channels/dead-letters/redrive.
 *
 * npm run redrive -- --stage dev [--dry-run]
 */
const { values } = parseArgs({
  options: { stage: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
});
const asked = z.strictObject({ stage: stageSchema, 'dry-run': z.boolean() }).safeParse(values);

if (asked.success) {
  const dry_run = asked.data['dry-run'];
  leadTo(asked.data.stage);
  const name = 'dead-letters.fifo';
  const QueueName = `${namePrefix(asked.data.stage)}-${name}`;
  const { QueueUrl = '' } = await sqsClient.send(new GetQueueUrlCommand({ QueueName }));
  const letters = new SqsDeadLetters(sqsClient, {
    dead_letters: QueueUrl,
    target_prefix: QueueUrl.slice(0, -name.length),
  });
  const counts = await redrive({ dry_run }, { letters, clock: Date.now });
  console.log(`${dry_run ? 'would be redriven' : 'redriven'}: ${counts.redriven}`);
  console.log(`dropped, their targets are deleted: ${counts.dropped}`);
  console.log(`refused by the queue, left: ${counts.left}`);
  console.log(`no jobs, left for a developer to look at: ${counts.unreadable}`);
} else {
  console.error(z.prettifyError(asked.error));
  process.exitCode = 2;
}
