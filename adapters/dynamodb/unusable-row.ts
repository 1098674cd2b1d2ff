import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { PermanentError } from '../../domain/common/errors.ts';
import { reasonsOf } from './transactions.ts';

/** A row is not what this program writes: nothing can be done about it but by a person. */
export class UnusableRowError extends PermanentError {
  override name = 'UnusableRowError';
}

/** Makes a write that fails with the row it is for, which DynamoDB says of attributes that are not what they should be. @throws UnusableRowError */
export async function ifUsable<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (!isInvalid(cause)) throw cause;
    throw new UnusableRowError('the row cannot be updated', { cause });
  }
}

/** Of a transaction, as DynamoDB documents it, in the reason of the item; DynamoDB Local says it of the whole. */
function isInvalid(error: unknown): boolean {
  if (error instanceof TransactionCanceledException)
    return reasonsOf(error).some(({ Code }) => Code === 'ValidationError');

  return error instanceof Error && error.name === 'ValidationException';
}
