import type { SQSRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { toInboundMessage } from '../../../adapters/sqs/inbound-queue.ts';
import type { InboundFate } from '../../../domain/inbound/inbound-job.ts';
import { createHandler } from '../../../lambdas/inbound-worker/handler.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const aRecord = (messageId: string, body = job()) =>
  ({ messageId, body, attributes: { SentTimestamp: '1000' } }) as SQSRecord;

function job(): string {
  const common = { org_id: 'demo', account_id: 'main', target_id: uuidOf(1), trace_id: 'a' };
  return JSON.stringify({ kind: 'catch_up', ...common });
}

it('keeps what has to wait, hidden for so long, what broke, and what is no job', async () => {
  const fates = new Map<string, InboundFate | 'broken'>([
    ['done', { done: true }],
    ['waits', { done: false, retry_in_ms: 4_000 }],
    ['broken', 'broken'],
  ]);
  const hidden: [string, number | undefined][] = [];
  const reports: unknown[] = [];
  const handler = createHandler({
    parse: (record) => toInboundMessage(record, (event) => void reports.push(event)),
    workOff: async (messages) => {
      expect(messages.map(({ id, sent_at }) => [id, sent_at])).toEqual(
        [...fates.keys()].map((id) => [id, 1_000]),
      );
      return fates;
    },
    hide: async (records, waits) => {
      for (const { messageId: id } of records) hidden.push([id, waits.get(id)]);
    },
    report: (counts) => void reports.push(counts),
  });

  const { batchItemFailures } = await handler({
    Records: [...[...fates.keys()].map((id) => aRecord(id)), aRecord('no job', '{}')],
  });

  expect(hidden).toEqual([['waits', 4_000]]);
  expect(batchItemFailures.map(({ itemIdentifier: id }) => id)).toEqual([
    ...['waits', 'broken', 'no job'],
  ]);
  expect(reports).toEqual(['message-unusable', { messages: 3, waiting: 1 }]);
});
