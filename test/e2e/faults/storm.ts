import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from './plan.ts';
import { note, type RunState } from './run-state.ts';

/** Calls that have begun before the silence is known to all workers still arrive, ms. */
const graceMs = 2_500;
const patienceMs = 20_000;

/** After a 429 nothing may arrive until the time it named, or for a window when it named none. `provoke` makes a write. */
export async function storm(
  run: RunState,
  { hint, ms }: Extract<Action, { do: 'storm' }>,
  provoke: () => Promise<void>,
): Promise<void> {
  const { hostaway, silences } = run;
  const since = hostaway.calls().at(-1)?.seq ?? 0;
  const fault = hostaway.control.addFault({
    ...{ kind: 'rate_limit', hint, retry_after_ms: ms, count: 1 },
    match: { writes_only: true },
  });
  await provoke();
  const deadline = Date.now() + patienceMs;
  const refused = () => hostaway.calls(since).find(({ fault }) => fault === 'rate_limit');
  while (refused() === undefined && Date.now() < deadline) await sleep(20);
  const at = refused()?.at;
  hostaway.control.removeFault(fault);
  if (at === undefined) return note(run, `no write met the 429 with hint '${hint}'`);
  const until = at + ms;
  await sleep(Math.max(0, until - Date.now()));
  silences.push({ why: `silent after a 429 with hint '${hint}'`, from: at + graceMs, until });
}
