import { setTimeout as sleep } from 'node:timers/promises';
import { queueOf } from '../../../local/target-queue.ts';
import { act } from './actions.ts';
import type { Arena } from './arena.ts';
import { comeToRest, judgeRun } from './judge-run.ts';
import { describePlan, type Plan } from './plan.ts';
import { beginRun, linkSubjects, note, type RunState } from './run-state.ts';

export interface RunVerdict {
  /** What was wrong; empty when every promise was kept. */
  readonly violations: readonly string[];
  /** The plan, what happened and what was wrong. */
  readonly report: string;
  readonly calls: number;
  readonly seconds: number;
}

/** Plays a plan, lets the system come to rest and judges it from both ends. */
export async function playPlan(
  arena: Arena,
  plan: Plan,
  patienceMs = 180_000,
): Promise<RunVerdict> {
  const begun = Date.now();
  const run = await beginRun(arena, plan);
  try {
    const linked = linkSubjects(run);
    await Promise.all([linked, ...plan.steps.map((step) => play(run, step, linked))]);
    // What has not struck by now would only make the end harder to wait for.
    run.hostaway.control.clearFaults();
    if (!(await comeToRest(run, patienceMs))) note(run, `not at rest: ${await stateOf(run)}`);
    const violations = [...run.failures, ...(await judgeRun(run))];
    const report = [describePlan(plan), ...run.notes, ...violations].join('\n');

    return {
      ...{ violations, report },
      calls: run.hostaway.calls().length,
      seconds: (Date.now() - begun) / 1000,
    };
  } finally {
    await run.hostaway.stop();
  }
}

async function play(run: RunState, { at, action }: Plan['steps'][number], linked: Promise<void>) {
  await sleep(at);
  // Only what goes wrong by itself does so while units are still being linked.
  if (action.do !== 'channel' && action.do !== 'aws') await linked;
  try {
    await act(run, action);
    note(run, `done: ${JSON.stringify(action)}`);
  } catch (error) {
    run.failures.push(`${JSON.stringify(action)} failed: ${error}\n${faultsOf(run)}`);
  }
}

/** What the API said of errors of ours. */
function faultsOf({ arena }: RunState): string {
  const logs = ['targets-api', 'listings-api'].flatMap((name) => arena.cloud.logs(name));

  return logs
    .filter((line) => line.includes('"ERROR"'))
    .slice(-2)
    .join('\n');
}

/** What a run that does not come to rest may be waiting for. */
async function stateOf({ arena, target }: RunState): Promise<string> {
  const { is_active, block_reason, blocked_until, health_message } = await arena.client.target(
    target.id,
  );
  const queue = await arena.cloud.call('sqs', 'GetQueueAttributes', {
    QueueUrl: queueOf(arena.cloud, target.id),
    AttributeNames: ['All'],
  });

  return JSON.stringify({ is_active, block_reason, blocked_until, health_message, queue });
}
