import { randomUUID } from 'node:crypto';
import type { Listing } from '../../../domain/listings/listing.ts';
import { type Unit, unitContentSchema } from '../../../domain/supply/unit.ts';
import type { Target } from '../../../domain/targets/target.ts';
import {
  type HostawaySimulator,
  startHostawaySimulator,
} from '../../../local/hostaway/simulator.ts';
import { shortenRedelivery } from '../../../local/redelivery.ts';
import { aUnit } from '../../builders/unit.ts';
import { workerOf } from '../../support/worker-of.ts';
import type { Arena } from './arena.ts';
import type { Plan } from './plan.ts';

/** A unit, every version it has had, and those that its listing may end with. */
export interface Subject {
  readonly listing: Listing;
  readonly versions: Unit[];
  /** More than one when a change and a replay raced. */
  expected: ReadonlySet<number>;
  /** What is done to it goes one after the other. */
  turn: Promise<unknown>;
}

/** Nothing may arrive for the target, or for one listing, from `from` to `until` (epoch ms). */
export interface Silence {
  readonly why: string;
  readonly from: number;
  readonly until: number;
  readonly listing_id?: string;
}

/** A run under way: a Hostaway and a target of its own, and what has been done to them. */
export interface RunState {
  readonly arena: Arena;
  readonly plan: Plan;
  readonly hostaway: HostawaySimulator;
  readonly target: Target;
  readonly worker: string;
  readonly subjects: Subject[];
  readonly silences: Silence[];
  /** What happened, for whoever has to find out why. */
  readonly notes: string[];
  /** Actions that the system refused although it should not. */
  readonly failures: string[];
  /** What is done to the target goes one after the other. */
  turn: Promise<unknown>;
}

export async function beginRun(arena: Arena, plan: Plan): Promise<RunState> {
  const { limit, seed } = plan;
  const hostaway = await startHostawaySimulator({ limits: 'none', tokenDelayMs: 0, seed });
  const target = await arena.client.createTarget({
    name: `${plan.mix} ${randomUUID()}`,
    channel_type: 'hostaway',
    sync_mode: 'api',
    base_url: hostaway.url,
    credentials: { api_token: 'local-hostaway-token' },
    rate_limit_config: { max_requests: limit.max_requests, window_seconds: limit.window_ms / 1000 },
  });
  await shortenRedelivery(arena.cloud, target.id);
  const worker = workerOf(arena.cloud, target.id);
  const run = { arena, plan, hostaway, target, worker };

  return { ...run, subjects: [], silences: [], notes: [], failures: [], turn: Promise.resolve() };
}

/** Puts the units and links them. */
export async function linkSubjects(run: RunState): Promise<void> {
  const { client } = run.arena;
  for (let number = 0; number < run.plan.units; number += 1) {
    const content = unitContentSchema.strip().parse(aUnit({ name: `Villa ${number}` }));
    const unit = await client.putUnit(randomUUID(), content);
    const listing = await client.link({ target_id: run.target.id, unit_id: unit.id });
    const expected = new Set([unit.version]);
    run.subjects.push({ listing, versions: [unit], expected, turn: Promise.resolve() });
  }
}

export function subjectOf({ subjects }: RunState, number: number): Subject {
  const subject = subjects[number % subjects.length];
  if (subject === undefined) throw new RangeError(`no unit ${number}`);

  return subject;
}

/** The request is about one of the run's listings. */
export function concernsRun({ subjects }: RunState): (body: string) => boolean {
  return (body) => subjects.some(({ listing }) => body.includes(listing.id));
}

export function note(run: RunState, what: string): void {
  run.notes.push(`${new Date().toISOString()} ${what}`);
}
