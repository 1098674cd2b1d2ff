import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import type { SyncJob } from '../sync/sync-job.ts';

/** A message that broke the worker too often. `job` is undefined when it is none, so that nobody can do anything with it. */
export interface DeadLetter {
  readonly id: string;
  readonly handle: string;
  readonly job: SyncJob | undefined;
}

/** What became of a dead letter: a job again, of no use since its target's queue is gone, or refused by the queue. */
export type Fate = 'sent' | 'gone' | 'refused';

export interface DeadLetters {
  /** Some messages, hidden from everybody else for a minute; none when no more can be seen. */
  receive(): Promise<readonly DeadLetter[]>;
  /** Enqueues the jobs anew, each in its target's own queue. In the letters' order. */
  resend(letters: readonly DeadLetter[]): Promise<readonly Fate[]>;
  remove(letters: readonly DeadLetter[]): Promise<void>;
  /** Makes them visible again. */
  release(letters: readonly DeadLetter[]): Promise<void>;
}

export interface RedriveOptions {
  /** Whose jobs; everybody's, unless given. */
  readonly tenant?: Tenant;
  /** Only counts: of each listing, what can be seen without moving anything. */
  readonly dry_run?: boolean;
}

/** `left` stay where they are. Of another tenant's nothing is told, not even how many; `unreadable` belong to none. */
export interface RedriveResult {
  readonly redriven: number;
  /** Their targets are deleted: taken out. */
  readonly dropped: number;
  readonly left: number;
  readonly unreadable: number;
}

/** Well within the minute for which messages are hidden, and the 29 s of an API request. */
const redriveMs = 15_000;

/**
 * Gives dead jobs another life. A job is only a wake-up for its listing, so a repeated one does no harm: it is enqueued
 * before it is taken out.
 */
export async function redrive(
  { tenant, dry_run = false }: RedriveOptions,
  { letters, clock }: { readonly letters: DeadLetters; readonly clock: Clock },
): Promise<RedriveResult> {
  const until = clock() + redriveMs;
  const kept: DeadLetter[] = [];
  const count = { redriven: 0, dropped: 0, left: 0, unreadable: 0 };
  try {
    while (clock() < until) {
      const received = await letters.receive();
      if (received.length === 0) break;
      const mine = received.filter(({ job }) => job !== undefined && isOf(job, tenant));
      const done = dry_run ? [] : await resend(mine, letters, count);
      kept.push(...received.filter((letter) => !done.includes(letter)));
      count.unreadable += received.filter(({ job }) => job === undefined).length;
      if (dry_run) count.redriven += mine.length;
      else count.left += mine.length - done.length;
    }
  } finally {
    // Hidden until now, so that each was seen once.
    await letters.release(kept);
  }

  return count;
}

/** The letters that are dealt with. */
async function resend(
  mine: readonly DeadLetter[],
  letters: DeadLetters,
  count: { redriven: number; dropped: number },
): Promise<readonly DeadLetter[]> {
  if (mine.length === 0) return [];
  const fates = await letters.resend(mine);
  const done = mine.filter((_, at) => fates[at] !== 'refused');
  await letters.remove(done);
  count.redriven += fates.filter((fate) => fate === 'sent').length;
  count.dropped += fates.filter((fate) => fate === 'gone').length;

  return done;
}

function isOf(job: SyncJob, tenant: Tenant | undefined): boolean {
  return (
    tenant === undefined || (job.org_id === tenant.org_id && job.account_id === tenant.account_id)
  );
}
