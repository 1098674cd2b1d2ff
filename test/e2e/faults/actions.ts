import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId } from '../../../domain/common/trace.ts';
import { unitContentSchema } from '../../../domain/supply/unit.ts';
import { ApiError } from '../../../local/api-client.ts';
import { demoAccount } from '../../../local/hostaway/simulator-options.ts';
import { queueOf } from '../../../local/target-queue.ts';
import { addTrouble } from './aws-troubles.ts';
import { killAt } from './kill.ts';
import { overlapPauses, pauseListing, pauseTarget } from './pauses.ts';
import type { Action } from './plan.ts';
import { refuse } from './refuse.ts';
import { concernsRun, note, type RunState, type Subject, subjectOf } from './run-state.ts';
import { storm } from './storm.ts';

/** Does it, and waits until it is over. */
export async function act(run: RunState, action: Action): Promise<void> {
  switch (action.do) {
    case 'change':
      return changeOf(run, action.unit);
    case 'replay':
      return inTurn(subjectOf(run, action.unit), (subject) => replay(run, subject, action.back));
    case 'race':
      return inTurn(subjectOf(run, action.unit), (subject) => race(run, subject, action.back));
    case 'copies':
      return sendCopies(run, subjectOf(run, action.unit), action.copies);
    case 'channel':
      return disturbChannel(run, action);
    case 'storm':
      return whole(run, () => storm(run, action, () => changeOf(run, action.unit)));
    case 'aws':
      addTrouble(run.arena.cloud, action, { worker: run.worker, concerns: concernsRun(run) });
      return;
    case 'lose jobs':
      return loseJobs(run, action.unit);
    case 'kill':
      return kill(run, action);
    case 'pause target':
      return whole(run, () => pauseTarget(run, action.ms, () => changeSome(run)));
    case 'overlap pauses':
      return whole(run, () => overlapPauses(run, action.times, () => changeSome(run)));
    case 'pause listing':
      return inTurn(subjectOf(run, action.unit), (subject) =>
        pauseListing(run, { id: subject.listing.id, ms: action.ms }, async () => {
          await change(run, subject);
          await sendCopies(run, subject, 2);
        }),
      );
    case 'refuse':
      return inTurn(subjectOf(run, action.unit), (subject) =>
        refuse(run, subject, { ...action, change: () => change(run, subject) }),
      );
    case 'revoke':
      return whole(run, () => revoke(run, action.ms));
  }
}

/** What is done to the whole target goes one after the other. */
function whole(run: RunState, work: () => Promise<void>): Promise<void> {
  const mine = run.turn.then(work);
  run.turn = mine.catch(() => {});

  return mine;
}

function changeOf(run: RunState, unit: number): Promise<void> {
  return inTurn(subjectOf(run, unit), (subject) => change(run, subject));
}

async function changeSome(run: RunState): Promise<void> {
  await Promise.all([changeOf(run, 0), changeOf(run, 1)]);
}

function inTurn(subject: Subject, work: (subject: Subject) => Promise<void>): Promise<void> {
  const mine = subject.turn.then(() => work(subject));
  subject.turn = mine.catch(() => {});

  return mine;
}

async function change({ arena }: RunState, subject: Subject): Promise<void> {
  const last = subject.versions.at(-1);
  if (last === undefined) return;
  const content = unitContentSchema.strip().parse(last);
  const base_nightly_rate = (content.base_nightly_rate ?? 10_000) + 500;
  const unit = await arena.client.putUnit(last.id, { ...content, base_nightly_rate });
  subject.versions.push(unit);
  subject.expected = new Set([unit.version]);
}

/** The version that is replayed; undefined when the API says that it cannot be now. */
async function askReplay({ arena }: RunState, { listing }: Subject, version: number) {
  try {
    await arena.client.retryListing(listing.id, version);
    return version;
  } catch (error) {
    if (error instanceof ApiError && error.status === 409) return undefined;
    throw error;
  }
}

function versionBack({ versions }: Subject, back: number): number {
  return versions.at(Math.max(-versions.length, -1 - back))?.version ?? 1;
}

async function replay(run: RunState, subject: Subject, back: number): Promise<void> {
  const version = await askReplay(run, subject, versionBack(subject, back));
  if (version !== undefined) subject.expected = new Set([version]);
}

/** Whoever comes second decides, and nobody can say who that is. */
async function race(run: RunState, subject: Subject, back: number): Promise<void> {
  const version = versionBack(subject, back);
  const [replayed] = await Promise.all([askReplay(run, subject, version), change(run, subject)]);
  if (replayed !== undefined) subject.expected = new Set([...subject.expected, replayed]);
}

async function sendCopies({ arena, target }: RunState, { listing }: Subject, copies: number) {
  const { org_id, account_id, unit_id } = listing;
  for (let copy = 0; copy < copies; copy += 1) {
    await arena.cloud.call('sqs', 'SendMessage', {
      QueueUrl: queueOf(arena.cloud, target.id),
      MessageBody: JSON.stringify({
        ...{ org_id, account_id, unit_id },
        target_id: target.id,
        listing_id: listing.id,
        trace_id: newTraceId(),
        reason: 'unit',
      }),
      MessageGroupId: randomUUID(),
      MessageDeduplicationId: randomUUID(),
    });
  }
}

async function disturbChannel(
  { hostaway }: RunState,
  { fault }: Extract<Action, { do: 'channel' }>,
): Promise<void> {
  hostaway.control.addFault(fault);
  await sleep(fault.for_ms ?? 0);
}

/** Purges the queue again and again while a unit changes. */
async function loseJobs(run: RunState, unit: number): Promise<void> {
  const { cloud } = run.arena;
  let changed = false;
  const change = changeOf(run, unit).finally(() => {
    changed = true;
  });
  const QueueUrl = queueOf(cloud, run.target.id);
  for (const end = Date.now() + 1_000; !changed || Date.now() < end; await sleep(5))
    await cloud.call('sqs', 'PurgeQueue', { QueueUrl });
  await change;
}

async function kill(run: RunState, action: Extract<Action, { do: 'kill' }>): Promise<void> {
  const { arena, hostaway, worker } = run;
  const victim = { cloud: arena.cloud, hostaway, worker, concerns: concernsRun(run) };
  const killed = await killAt(action.moment, victim, () => changeOf(run, action.unit));
  note(run, `killed ${killed} of ${worker} ${action.moment}`);
}

/** A person finds out and gives the target new credentials, again while the channel is too ill to try them. */
async function revoke({ arena, hostaway, target }: RunState, ms: number): Promise<void> {
  hostaway.control.revokeTokens();
  await sleep(ms);
  const api_token = randomUUID();
  hostaway.control.addAccount({ ...demoAccount, tokens: [api_token] });
  for (let left = 30; ; left -= 1) {
    try {
      await arena.client.rotateCredentials(target.id, { credentials: { api_token } });
      return;
    } catch (error) {
      const isIll = error instanceof ApiError && error.slug === 'channel-unreachable';
      if (!isIll || left === 0) throw error;
      await sleep(1_000);
    }
  }
}
