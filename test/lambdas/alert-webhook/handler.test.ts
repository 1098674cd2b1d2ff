import type { SQSRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import { toQueuedAlert } from '../../../adapters/sqs/queued-alert.ts';
import type { AlertFate, QueuedAlert } from '../../../domain/webhook/deliver-alerts.ts';
import { createHandler } from '../../../lambdas/alert-webhook/handler.ts';
import { anAlertEvent } from '../../builders/alert-event.ts';

const event = anAlertEvent();
const { name, ...detail } = event;

function aRecord(messageId: string, body: unknown): SQSRecord {
  return {
    ...{ messageId, body: JSON.stringify(body) },
    attributes: { SentTimestamp: '1780000000000' },
  } as SQSRecord;
}

it('hides what is to be tried again, keeps what is no alert, and has the rest deleted', async () => {
  const given: QueuedAlert[] = [];
  const hidden: unknown[] = [];
  const reports: string[] = [];
  const handle = createHandler({
    parse: (record) => toQueuedAlert(record, (what) => void reports.push(what)),
    deliver: async (alerts): Promise<AlertFate[]> => {
      given.push(...alerts);
      return [
        { id: 'taken', done: true },
        { id: 'refused', done: false, retry_in_ms: 4_000 },
      ];
    },
    hide: async (records, waits) =>
      void hidden.push(...records.map(({ messageId }) => [messageId, waits.get(messageId)])),
    report: () => undefined,
  });
  const bus = { 'detail-type': name, detail };
  const Records = [
    aRecord('taken', bus),
    aRecord('refused', bus),
    aRecord('strange', { ...bus, 'detail-type': 'channel.target.created' }),
    aRecord('stranger', 'nothing'),
  ];

  expect(await handle({ Records })).toEqual({
    batchItemFailures: ['refused', 'strange', 'stranger'].map((itemIdentifier) => ({
      itemIdentifier,
    })),
  });
  const sent_at = 1_780_000_000_000;
  expect(given).toEqual(['taken', 'refused'].map((id) => ({ id, sent_at, event })));
  expect(hidden).toEqual([['refused', 4_000]]);
  expect(reports).toEqual(['message-unusable', 'message-unusable']);
});
