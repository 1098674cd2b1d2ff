import type { RequestCount } from '../../local/cloud/request-counts.ts';
import type { Findings } from '../report/row.ts';
import { sum } from '../report/statistics.ts';
import type { RunUsage } from './run-usage.ts';

/** The API looks these up before it writes: who asks, and what the unit was. */
const readsBeforeWrite = 2;

/**
 * Requests for each successful update, counted at the local cloud's endpoint. Lambda reads the table's stream free of
 * charge, which is not counted; its pollers of an idle queue ask in vain all day, which docs/scaling.md counts by the day.
 */
export function countRequests({ updates, requests }: RunUsage): Findings {
  const per = (wanted: (count: RequestCount) => boolean) =>
    sum(requests.filter(wanted).map(({ count }) => count)) / updates;
  const isDynamoDb = ({ service }: RequestCount) => service === 'dynamodb';
  const worker = per((one) => isDynamoDb(one) && one.principal.includes('-sync-worker-'));
  const whole = per(isDynamoDb);
  const sqs = per(({ service }) => service === 'sqs');
  const receives = per(({ service, action }) => service === 'sqs' && action === 'ReceiveMessage');

  return {
    rows: [
      {
        what: 'DynamoDB requests of the worker per update, batches full',
        must: '<= 2.5',
        measured: worker.toFixed(2),
        compared: 'floor 2: one transaction before the call, one after',
        passed: worker <= 2.5,
      },
      {
        what: "DynamoDB requests from the unit's write to the closed audit row",
        must: '<= 7',
        measured: `${(whole - readsBeforeWrite).toFixed(2)}; ${whole.toFixed(2)} with the API's two reads before it`,
        compared: '-',
        passed: whole - readsBeforeWrite <= 7,
      },
      {
        what: 'SQS requests per update, batches full',
        must: '<= 1.5',
        measured: `${sqs.toFixed(2)}, of these ${receives.toFixed(2)} receive`,
        compared: 'floor 1',
        passed: sqs <= 1.5,
      },
    ],
    details: { updates, worker, whole, sqs, receives, requests },
  };
}
