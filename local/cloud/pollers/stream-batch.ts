import { setTimeout as sleep } from 'node:timers/promises';
import type { Outcome } from '../lambda/lambda-environment.ts';
import { type Mapping, reportsFailures } from '../lambda/mapping.ts';
import { failedItems } from './batch-response.ts';
import type { StreamRecord } from './stream-shards.ts';

export interface BatchPorts {
  readonly mapping: () => Mapping;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  /** Everything up to this record is handled. */
  readonly handled: (record: StreamRecord) => void;
  /** Gives up these records. */
  readonly abandon: (records: readonly StreamRecord[], attempts: number) => Promise<void>;
  readonly signal: AbortSignal;
}

/** Waited before a batch is tried again: doubles from the first to the last, ms. */
const firstWait = 200;
const lastWait = 10_000;

/**
 * Gives a batch of records to the function until it succeeds or is given up, as Lambda does with streams: halved on an
 * error if so configured, resumed at the first failed record when the function reports failures, given up after the
 * maximum of retries or age.
 *
 * @throws AbortError when the poller is stopped.
 */
export async function deliverBatch(
  records: readonly StreamRecord[],
  ports: BatchPorts,
  retried = 0,
): Promise<void> {
  let rest = records;
  let retries = retried;
  while (rest.length > 0) {
    const outcome = await ports.invoke(rest);
    const failed = firstFailure(rest, outcome, ports.mapping());
    if (failed > 0) {
      const last = rest[failed - 1];
      if (last !== undefined) ports.handled(last);
      rest = rest.slice(failed);
      retries = retried;
      if (rest.length === 0) return;
    }
    if (isGivenUp(rest, retries, ports.mapping())) {
      await ports.abandon(rest, retries + 1);
      const last = rest.at(-1);
      if (last !== undefined) ports.handled(last);
      return;
    }
    await sleep(Math.min(lastWait, firstWait * 2 ** retries), undefined, { signal: ports.signal });
    if (ports.mapping().BisectBatchOnFunctionError && rest.length > 1) {
      const middle = Math.ceil(rest.length / 2);
      // Halving does not count as a retry.
      await deliverBatch(rest.slice(0, middle), ports, retries);
      await deliverBatch(rest.slice(middle), ports, retries);
      return;
    }
    retries += 1;
  }
}

/** Index of the first record that was not handled; the number of records when all were. */
function firstFailure(
  records: readonly StreamRecord[],
  outcome: Outcome,
  mapping: Mapping,
): number {
  if (!outcome.ok) return 0;
  if (!reportsFailures(mapping)) return records.length;
  const ids = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const failed = failedItems(outcome.payload, ids);
  if (failed === undefined) return 0;
  const first = ids.findIndex((id) => failed.includes(id));
  return first === -1 ? records.length : first;
}

function isGivenUp(records: readonly StreamRecord[], retries: number, mapping: Mapping): boolean {
  const { MaximumRetryAttempts: attempts, MaximumRecordAgeInSeconds: age } = mapping;
  const halves = mapping.BisectBatchOnFunctionError && records.length > 1;
  if (attempts >= 0 && retries >= attempts && !halves) return true;
  const oldest = records[0]?.dynamodb.ApproximateCreationDateTime ?? 0;
  return age > 0 && Date.now() / 1000 - oldest > age;
}
