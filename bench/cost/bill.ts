import { settingsOf } from '../../lib/settings.ts';
import type { RunUsage } from '../cloud/run-usage.ts';
import { sum } from '../report/statistics.ts';
import { prices } from './prices.ts';

/** One kind of thing that is paid for. */
export interface BillLine {
  readonly what: string;
  readonly per_update: number;
  readonly unit: string;
  readonly usd_per_million: number;
}

/** START, END and REPORT lines of Lambda itself, for each invocation, and the gateway's line for each request. */
const platformLogBytes = 500;
const accessLogBytes = 300;

/** What a million such updates cost in stage `prod`: as counted, but for memory, which is the stage's. */
export function billOf({ updates, usage, requests, invocations }: RunUsage): BillLine[] {
  const per = (total: number) => total / updates;
  const line = (what: string, unit: string, [per_update, price]: [number, number]): BillLine => {
    return { what, unit, per_update, usd_per_million: per_update * price * 1e6 };
  };
  const sqs = sum(requests.filter(({ service }) => service === 'sqs').map(({ count }) => count));
  const apiCalls = sum(
    invocations.filter(({ name }) => name.endsWith('-api')).map((one) => one.invocations),
  );
  const runs = sum(invocations.map((one) => one.invocations));
  const logBytes =
    sum(invocations.map(({ log_bytes }) => log_bytes)) +
    runs * platformLogBytes +
    apiCalls * accessLogBytes;

  return [
    line('DynamoDB writes', 'write units', [
      per(sum(usage.map(({ writes }) => writes))),
      prices.dynamodb_write_unit,
    ]),
    line('DynamoDB reads', 'read units', [
      per(sum(usage.map(({ reads }) => reads))),
      prices.dynamodb_read_unit,
    ]),
    line('SQS FIFO', 'requests', [per(sqs), prices.sqs_fifo_request]),
    line('Lambda requests', 'requests', [per(runs), prices.lambda_request]),
    ...lambdaTime({ updates, invocations }).map(([what, seconds]) =>
      line(what, 'GB-seconds', [seconds, prices.lambda_gb_second]),
    ),
    line('API Gateway', 'requests', [per(apiCalls), prices.http_api_request]),
    // Where the stage wants it, each successful update is announced once.
    line('EventBridge', 'events', [
      Number(settingsOf('prod').announceSynced),
      prices.eventbridge_event,
    ]),
    line('CloudWatch Logs', 'GB', [per(logBytes) / 1e9, prices.logs_gb]),
  ];
}

/** GB-seconds per update of the API, the dispatcher, the worker and the counter. */
function lambdaTime({
  updates,
  invocations,
}: Pick<RunUsage, 'updates' | 'invocations'>): [string, number][] {
  const { apiMemoryMb, workerMemoryMb } = settingsOf('prod');
  const gbSeconds = (part: string, memoryMb: number) =>
    (sum(invocations.filter(({ name }) => name.includes(part)).map(({ total_ms }) => total_ms)) /
      updates /
      1000) *
    (memoryMb / 1024);

  return [
    ['Lambda time, API', gbSeconds('-api', apiMemoryMb)],
    ['Lambda time, dispatcher', gbSeconds('-sync-dispatcher', apiMemoryMb)],
    ['Lambda time, worker', gbSeconds('-sync-worker', workerMemoryMb)],
    ['Lambda time, counter', gbSeconds('-attempt-counter', apiMemoryMb)],
  ];
}

export function totalOf(lines: readonly BillLine[]): number {
  return sum(lines.map(({ usd_per_million }) => usd_per_million));
}
