import { DeadlineError } from '../common/errors.ts';
import type { ChannelType } from '../targets/target.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import type { ReadAnswer } from './channel.ts';

/** Whose account was read. */
export interface ReadFrom {
  readonly channel_type: ChannelType;
  /** Undefined for credentials on trial, which are of no target yet. */
  readonly target: TargetIdentity | undefined;
}

/** Counts the calls that have no row in the audit since they change nothing: look-ups, checks, vocabularies, tokens. */
export interface ReadLog {
  /** Never fails: no work is undone because it could not be counted. */
  record(from: ReadFrom, answers: readonly ReadAnswer[]): Promise<void>;
}

/** Does work that reads from an account, and records how its calls ended, also one that it did not wait for to the end. */
export async function recordReads<T>(
  from: ReadFrom,
  reads: ReadLog,
  work: (answered: (answer: ReadAnswer) => void) => Promise<T>,
): Promise<T> {
  const answers: ReadAnswer[] = [];
  try {
    return await work((answer) => void answers.push(answer));
  } catch (error) {
    if (error instanceof DeadlineError) answers.push({ kind: 'unclear', http_status: null });
    throw error;
  } finally {
    if (answers.length > 0) await reads.record(from, answers);
  }
}
