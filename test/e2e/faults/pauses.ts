import { setTimeout as sleep } from 'node:timers/promises';
import type { RunState } from './run-state.ts';

/**
 * An attempt that was opened before its target was paused is still made: its call comes at most two seconds after that, and
 * a network and a busy machine may hold it up.
 */
const graceMs = 3_500;

/** How long a pause lasts that was told at the same time as a resumption, and came last. */
const decidedMs = graceMs + 1_500;

/** Nothing may arrive for the target while it is paused, though `disturb` makes work. */
export async function pauseTarget(
  run: RunState,
  ms: number,
  disturb: () => Promise<void>,
): Promise<void> {
  await setActive(run, false);
  await staySilent(run, ms, disturb);
  await setActive(run, true);
}

/** Two people say the opposite at the same time, again and again. Whoever comes second decides, and what the target then shows holds. */
export async function overlapPauses(
  run: RunState,
  times: number,
  disturb: () => Promise<void>,
): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    await Promise.all([setActive(run, false), setActive(run, true), disturb()]);
    const { is_active } = await run.arena.client.target(run.target.id);
    if (!is_active) await staySilent(run, decidedMs, disturb);
  }
  await setActive(run, true);
}

/** The same of one listing. */
export async function pauseListing(
  { arena: { client }, silences }: RunState,
  { id, ms }: { id: string; ms: number },
  disturb: () => Promise<void>,
): Promise<void> {
  await client.setListingStatus(id, 'paused');
  const from = Date.now() + graceMs;
  await disturb();
  await sleep(ms);
  const until = Date.now();
  await client.setListingStatus(id, 'active');
  silences.push({ why: 'the listing was paused', from, until, listing_id: id });
}

async function setActive({ arena, target }: RunState, is_active: boolean): Promise<void> {
  await arena.client.changeTarget(target.id, { is_active });
}

async function staySilent(
  { silences }: RunState,
  ms: number,
  disturb: () => Promise<void>,
): Promise<void> {
  const from = Date.now() + graceMs;
  await disturb();
  await sleep(ms);
  silences.push({ why: 'the target was paused', from, until: Date.now() });
}
