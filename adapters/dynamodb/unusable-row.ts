import { PermanentError } from '../../domain/common/errors.ts';

/** A row is not what this program writes: nothing can be done about it but by a person. */
export class UnusableRowError extends PermanentError {
  override name = 'UnusableRowError';
}

/** Makes a write that fails with the row it is for, which DynamoDB says of attributes that are not what they should be. @throws UnusableRowError */
export async function ifUsable<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (cause) {
    if (!(cause instanceof Error) || cause.name !== 'ValidationException') throw cause;
    throw new UnusableRowError('the row cannot be updated', { cause });
  }
}
