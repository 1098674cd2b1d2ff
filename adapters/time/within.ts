import { setTimeout } from 'node:timers/promises';
import { DeadlineError } from '../../domain/common/errors.ts';

/** What `work` comes to, unless that takes longer than `ms`; work that is too late goes on unheard. @throws DeadlineError */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  const timer = new AbortController();
  const tooLate = setTimeout(ms, undefined, { signal: timer.signal }).then(() => {
    throw new DeadlineError(`no end within ${ms} ms`);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    timer.abort();
  }
}
