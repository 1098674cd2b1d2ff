import { randomUUID } from 'node:crypto';
import type { Unit, UnitContent } from '../../domain/supply/unit.ts';
import { shortenRedelivery } from '../redelivery.ts';
import { guestBooks } from './booking.ts';
import { killWorkers } from './disturb.ts';
import type { Progress } from './progress.ts';
import { phase, type Run, watch } from './run.ts';
import { putAndLink, rewrite } from './units.ts';

/** Jobs a worker takes at once: as many listings wait for redelivery when it dies. */
const batchSize = 10;
const patienceMs = 240_000;
const write = { writes_only: true };

/** The main job from its beginning to its end, with trouble at every stage. @throws NotConvergedError */
export async function playScript(run: Run, count: number): Promise<void> {
  await phase(run, 'first sync', () => firstSync(run, count));
  await phase(run, 'changes', () => changes(run, count));
  await phase(run, 'storm', () => storm(run, count));
  await phase(run, 'recovery', () => recovery(run));
  await phase(run, 'booking', () => booking(run));
}

/** Creates: some answers are lost, one worker dies, and the channel asks for silence. */
async function firstSync(run: Run, count: number): Promise<void> {
  const { world, screen } = run;
  const { control } = world.simulator;
  const part = { name: 'first sync', from: Date.now(), limit_ms: patienceMs };
  await shortenRedelivery(world.cloud, world.target.id);
  control.addFault({ kind: 'latency', match: write, delay_ms: 150, jitter_ms: 200 });
  control.addFault({
    kind: 'drop',
    match: { methods: ['POST'], ...write },
    count: 3,
    probability: 0.3,
  });
  screen.say(`Putting ${count} units and linking them; of 3 creates the answer will be lost.`);
  await putAndLink(world, count);

  await watch(run, part, ({ synced }) => synced.size >= 0.4 * count);
  const { killed, unanswered } = await killWorkers(world, 1);
  screen.say(`Workers killed: ${killed}, with ${unanswered} creates unanswered.`);

  await watch(run, part, ({ synced }) => synced.size >= 0.6 * count);
  control.addFault({ kind: 'rate_limit', match: write, for_ms: 4_000, hint: 'unix_time' });
  screen.say('Storm: every write is answered 429 for 4 s, with the time of its end.');
  await watch(run, part, ({ synced }) => synced.size >= count - killed * batchSize);
}

/** Real changes are sent, the others are not. Then every worker dies. */
async function changes(run: Run, count: number): Promise<void> {
  const { world, screen } = run;
  const part = { name: 'changes', from: Date.now(), limit_ms: patienceMs };
  const pick = picker(await watch(run, part, () => true), run);
  const [real, same, unseen] = [pick(0.3 * count), pick(0.2 * count), pick(0.1 * count)];
  const after_seq = world.simulator.calls().at(-1)?.seq ?? 0;
  for (const { id } of [...same, ...unseen]) run.silent.set(id, after_seq);

  const changed = await rewrite(world, real, dearer);
  const raised = await rewrite(world, same, (content) => content);
  await rewrite(world, unseen, ({ space, ...content }) => {
    return { ...content, space: { ...space, id: randomUUID() } };
  });
  if (raised.length > 0) run.reasons.push(`${raised.length} identical writes made a new version`);
  screen.say(
    `Changed ${changed.length} units, wrote ${same.length} again as they were, and ${unseen.length} in ways the channel never sees.`,
  );

  const some = Math.ceil(changed.length / 3);
  await watch(run, part, ({ synced }) => many(changed, synced) >= some);
  const { killed, unanswered } = await killWorkers(world);
  screen.say(`Workers killed: all ${killed}, with ${unanswered} updates unanswered.`);
}

/** The channel asks for silence without saying for how long. */
async function storm(run: Run, count: number): Promise<void> {
  const { world, screen } = run;
  const part = { name: 'storm', from: Date.now(), limit_ms: patienceMs };
  const pick = picker(await watch(run, part, () => true), run);
  world.simulator.control.addFault({ kind: 'rate_limit', match: write, count: 1, hint: 'none' });
  const changed = await rewrite(world, pick(0.2 * count), dearer);
  screen.say(
    `Storm: changed ${changed.length} units; the next write is answered 429 and not told when to come back.`,
  );
  await watch(run, part, ({ synced }) => many(changed, synced) === changed.length);
}

/** A guest books elsewhere; what follows from that is waited for. */
async function booking(run: Run): Promise<void> {
  await guestBooks(run);
  const part = { name: 'booking', from: Date.now(), limit_ms: patienceMs };
  await watch(run, part, ({ synced, total }) => synced.size === total);
}

async function recovery(run: Run): Promise<void> {
  run.screen.say('Waiting for the jobs of dead workers to be handed out again.');
  const part = { name: 'recovery', from: Date.now(), limit_ms: patienceMs };
  await watch(run, part, ({ synced, total }) => synced.size === total);
}

/** Hands out units whose newest version is at the channel, each once in the whole run. */
function picker({ synced }: Progress, { world, used }: Run): (count: number) => Unit[] {
  const left = [...world.wanted.values()].filter(({ id }) => synced.has(id) && !used.has(id));

  return (count) => {
    const picked = left.splice(0, Math.ceil(count));
    for (const { id } of picked) used.add(id);

    return picked;
  };
}

/** A change the channel gets to see. */
function dearer(content: UnitContent): UnitContent {
  return { ...content, base_nightly_rate: (content.base_nightly_rate ?? 10_000) + 500 };
}

function many(units: readonly Unit[], synced: ReadonlySet<string>): number {
  return units.filter(({ id }) => synced.has(id)).length;
}
