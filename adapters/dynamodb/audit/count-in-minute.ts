import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AttemptsOfMinute, EndedAttempt } from '../../../domain/health/count-attempts.ts';
import { latencyBin } from '../../../domain/health/latency-histogram.ts';
import { totalsOf } from '../../../domain/health/totals.ts';
import { expiryAfter } from '../expiry.ts';
import { minuteKey } from '../keys.ts';
import { uuidBytes } from '../packed-values.ts';
import { oldItem, retryConflicts, type TransactItem } from '../transactions.ts';
import { ifUsable, UnusableRowError } from '../unusable-row.ts';

import { totalsUpdate } from './target-totals.ts';

/** Minutes are kept this long: the dashboard looks back one day, alerts and people a little longer. */
const keptForDays = 3;

/** When the counts of a minute expire, in epoch seconds. */
export function minuteExpiry(at: string): number {
  return expiryAfter(Date.parse(at), keptForDays * 86_400);
}

/** The attribute that counts the calls of a latency bin. */
export function latencyAttribute(bin: number): string {
  return `l${bin}`;
}

/** Attempts of one write: DynamoDB takes 300 operators in a condition, and each mark needs three. */
const mostAtOnce = 100;

/**
 * Bytes of an attempt's id that mark it as counted. They are random, so that two of a thousand attempts in one minute have the
 * same with a probability of 2 in a thousand million; and 78 of them, the most at 12 calls per 10 s, leave the item below 1 KB.
 */
const markLength = 6;

/**
 * Adds attempts to the minute of their target in which they ended: counts per outcome, a success, a histogram of how long the
 * calls took, and the marks of those that are in it; and, in one transaction, to the totals of their target. Whatever has its
 * mark there is not counted again, so that this may be repeated, in part, in any order and side by side.
 *
 * @throws UnusableRowError
 */
export async function countInMinute(
  client: DynamoDBDocumentClient,
  metersTable: string,
  attempts: AttemptsOfMinute,
): Promise<void> {
  const [first] = attempts;
  let left = new Map(attempts.map((attempt) => [hex(markOf(attempt)), attempt]));
  while (left.size > 0) {
    const part = [...left.values()].slice(0, mostAtOnce);
    const counted = await addUnlessCounted(client, additionsOf(first, part, metersTable));
    const marks = counted ?? new Set(part.map((attempt) => hex(markOf(attempt))));
    const rest = new Map([...left].filter(([mark]) => !marks.has(mark)));
    if (rest.size === left.size) throw new UnusableRowError('the minute contradicts itself');
    left = rest;
  }
}

/** The marks that the minute has, and nothing is added, when some of the attempts were counted before. */
async function addUnlessCounted(
  client: DynamoDBDocumentClient,
  additions: readonly TransactItem[],
): Promise<ReadonlySet<string> | undefined> {
  const write = new TransactWriteCommand({ TransactItems: [...additions] });
  try {
    await ifUsable(() => retryConflicts(() => client.send(write)));
    return undefined;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const minute = oldItem(error, 0);
    if (minute === undefined) throw error;

    return new Set([...marksSchema.parse(minute).counted].map(hex));
  }
}

const marksSchema = z.object({ counted: z.set(z.instanceof(Uint8Array)).catch(new Set()) });

function additionsOf(
  of: EndedAttempt,
  attempts: readonly EndedAttempt[],
  metersTable: string,
): TransactItem[] {
  const calls = attempts.map(({ http_status, outcome }) => ({
    http_status,
    is_limited: outcome === 'rate_limited',
  }));
  const endings = attempts.flatMap(({ ending }) => ending ?? []);
  const totals = totalsOf({ calls, endings });

  return [
    { Update: minuteUpdate(of, attempts, metersTable) },
    { Update: totalsUpdate(metersTable, { ...of, id: of.target_id }, totals) },
  ];
}

function minuteUpdate(of: EndedAttempt, attempts: readonly EndedAttempt[], metersTable: string) {
  const marks = attempts.map(markOf);
  const sums = [...sumsOf(attempts)];
  const last_success_at = lastSuccess(attempts);
  const success = last_success_at === undefined ? '' : ', last_success_at = :last_success_at';
  const additions = sums.map(([name]) => `, #${name} :${name}`).join('');

  return {
    TableName: metersTable,
    Key: minuteKey(of, of.target_id, of.completed_at),
    UpdateExpression: `SET expires_at = :expires_at${success} ADD counted :marks${additions}`,
    ConditionExpression: marks.map((_, at) => `NOT contains(counted, :m${at})`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(sums.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ':expires_at': minuteExpiry(of.completed_at),
      ...(last_success_at === undefined ? {} : { ':last_success_at': last_success_at }),
      ':marks': new Set(marks),
      ...Object.fromEntries(marks.map((mark, at) => [`:m${at}`, mark])),
      ...Object.fromEntries(sums.map(([name, sum]) => [`:${name}`, sum])),
    },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

/** Attribute -> what is added to it. */
function sumsOf(attempts: readonly EndedAttempt[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { outcome, duration_ms } of attempts) {
    const bins = duration_ms === null ? [] : [latencyAttribute(latencyBin(duration_ms))];
    for (const name of [outcome, ...bins]) sums.set(name, (sums.get(name) ?? 0) + 1);
  }

  return sums;
}

/** Of these attempts: what others have written to the minute before may be later by as much as streams are apart. */
function lastSuccess(attempts: readonly EndedAttempt[]): string | undefined {
  const successes = attempts.filter(({ outcome }) => outcome === 'success');

  return successes
    .map(({ completed_at }) => completed_at)
    .toSorted()
    .at(-1);
}

function markOf({ id }: EndedAttempt): Uint8Array {
  return (uuidBytes(id) ?? new Uint8Array()).subarray(0, markLength);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
