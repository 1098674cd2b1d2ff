import { PermanentError } from '../../domain/shared/errors.ts';

/** A row is not what this program writes: nothing can be done about it but by a person. */
export class UnusableRowError extends PermanentError {
  override name = 'UnusableRowError';
}
