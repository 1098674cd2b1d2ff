import type { Report } from '../common/report.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import { newTraceId } from '../common/trace.ts';
import type { InboundFeed } from './inbound-feed.ts';
import type { EventJob, InboundJob, InboundQueue } from './inbound-job.ts';

export interface RoundDeps {
  readonly feeds: { all(): AsyncIterable<InboundFeed> };
  readonly pending: {
    /** Jobs of rows that came in before a moment (timestamp) and are still pending, so many at most. */
    before(at: string, limit: number): Promise<readonly EventJob[]>;
  };
  readonly queue: InboundQueue;
  readonly report: Report;
  readonly clock: Clock;
}

export interface RoundResult {
  feeds: number;
  brought_back: number;
  failed: number;
}

/** Longer (ms) than a job takes from its row to its end, unless it has to wait; it may be in its queue twice then. */
const forgottenAfterMs = 20 * 60_000;
const mostBroughtBack = 1_000;
const sentAtOnce = 100;

/**
 * Has every channel looked at for what nobody has told us, and brings back rows whose job was lost on its way: one that is still in its
 * queue finds its row closed when its turn comes.
 */
export async function startRounds(deps: RoundDeps): Promise<RoundResult> {
  const result: RoundResult = { feeds: 0, brought_back: 0, failed: 0 };
  const now = deps.clock();
  // The same for all that the schedule may have started twice.
  const slot = Math.floor(now / 60_000);
  let jobs: Parameters<InboundQueue['send']>[0][number][] = [];
  const send = async () => {
    const left = await deps.queue.send(jobs);
    result.failed += left.length;
    jobs = [];
  };
  for await (const { enabled, org_id, account_id, target_id } of deps.feeds.all()) {
    if (!enabled) continue;
    result.feeds += 1;
    jobs.push(
      queued({ kind: 'catch_up', org_id, account_id, target_id, trace_id: newTraceId() }, slot),
    );
    if (jobs.length === sentAtOnce) await send();
  }
  const lost = await deps.pending.before(toTimestamp(now - forgottenAfterMs), mostBroughtBack);
  result.brought_back = lost.length;
  jobs.push(...lost.map((job) => queued(job, slot)));
  await send();
  if (result.failed > 0) deps.report('inbound-jobs-not-sent', { jobs: result.failed });

  return result;
}

function queued(job: InboundJob, slot: number) {
  const about = job.kind === 'event' ? job.row_id : job.target_id;

  return { job, deduplication_id: `${job.kind}:${about}:${slot}` };
}
