import { setTimeout } from 'node:timers/promises';
import {
  type CancellationReason,
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** One write of a transaction. */
export type TransactItem = Writes[number];

/** What is written together: all of it or nothing. */
export type Writes = NonNullable<TransactWriteCommandInput['TransactItems']>;

const passing = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
]);
/** What a single write is refused with while its partition or table is busy. */
const throttled = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);
const maxTries = 8;

/**
 * Repeats a write that met another transaction on the same item or a throttled partition: both pass by themselves. The SDK
 * does not retry a cancelled transaction, and gives up on a throttled write within a second.
 */
export async function retryConflicts<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await write();
    } catch (error) {
      if (attempt >= maxTries || !isPassing(error)) throw error;
      await setTimeout(Math.random() * 20 * 2 ** attempt);
    }
  }
}

/** Why each item of a cancelled transaction was refused, in the items' order. */
export function reasonsOf(error: TransactionCanceledException): readonly CancellationReason[] {
  return error.CancellationReasons ?? [];
}

export function isConditionFailure(reason: CancellationReason | undefined): boolean {
  return reason?.Code === 'ConditionalCheckFailed';
}

/** Makes a conditional write. False when its condition did not hold. */
export async function ifConditionHolds(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await retryConflicts(write);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Makes a transaction. False, and nothing written, when a condition of it did not hold. */
export async function ifConditionsHold(
  client: DynamoDBDocumentClient,
  TransactItems: Writes,
): Promise<boolean> {
  try {
    await retryConflicts(() => client.send(new TransactWriteCommand({ TransactItems })));
    return true;
  } catch (error) {
    const isRefused = error instanceof TransactionCanceledException;
    if (isRefused && reasonsOf(error).some(isConditionFailure)) return false;
    throw error;
  }
}

/** That an item is still at the version that was read; 0: that it is not there. */
export function ifVersion(version: number) {
  if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk)' };

  return {
    ConditionExpression: '#version = :read',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':read': version },
  };
}

/** The item whose condition failed, as it is stored, where the transaction asked for it. */
export function oldItem(
  error: TransactionCanceledException,
  index: number,
): Record<string, unknown> | undefined {
  const reason = reasonsOf(error)[index];

  return isConditionFailure(reason) && reason?.Item !== undefined
    ? unmarshall(reason.Item)
    : undefined;
}

function isPassing(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  if (error instanceof Error && throttled.has(error.name)) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const codes = reasonsOf(error).map(({ Code }) => Code ?? 'None');

  return (
    codes.some((code) => passing.has(code)) &&
    codes.every((code) => code === 'None' || passing.has(code))
  );
}
