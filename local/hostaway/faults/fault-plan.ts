import { type Fault, type FaultInput, faultSchema } from './fault.ts';
import type { ListHabit } from './list-habit.ts';

interface Call {
  readonly method: string;
  readonly path: string;
  readonly account_id: number | null;
}

interface Planned {
  readonly id: number;
  readonly fault: Fault;
  readonly ends_at: number;
  left: number;
}

/** A fault that has struck a call, and when its time is over (Infinity: never). */
export interface Strike {
  readonly fault: Fault;
  readonly ends_at: number;
}

/** What goes wrong, for which calls, and how often still. */
export class FaultPlan {
  readonly #random: () => number;
  readonly #now: () => number;
  #planned: Planned[] = [];
  #lastId = 0;

  constructor(seed: number, now: () => number) {
    this.#random = seededRandom(seed);
    this.#now = now;
  }

  /** Begins a fault. @throws z.ZodError */
  add(input: FaultInput): number {
    const fault = faultSchema.parse(input);
    this.#lastId += 1;
    this.#planned.push({
      id: this.#lastId,
      fault,
      ends_at: this.#now() + (fault.for_ms ?? Number.POSITIVE_INFINITY),
      left: fault.count ?? Number.POSITIVE_INFINITY,
    });

    return this.#lastId;
  }

  remove(id: number): void {
    this.#planned = this.#planned.filter((planned) => planned.id !== id);
  }

  clear(): void {
    this.#planned = [];
  }

  list(): { id: number; fault: Fault; left: number | null }[] {
    this.#forget();

    return this.#planned.map(({ id, fault, left }) => ({
      id,
      fault,
      left: Number.isFinite(left) ? left : null,
    }));
  }

  /** How much later a call is to be served, in ms. */
  delayOf(call: Call, where: 'on_the_way' | 'at_work'): number {
    let delay = 0;
    const isThere = (fault: Fault) => fault.kind === 'latency' && fault.where === where;
    for (const { fault } of this.#strikes(call, isThere)) {
      if (fault.kind === 'latency') delay += fault.delay_ms + this.#random() * fault.jitter_ms;
    }

    return delay;
  }

  /** What is wrong with the list that a call asks for. */
  habitsOf(call: Call): Set<ListHabit> {
    const habits = new Set<ListHabit>();
    for (const { fault } of this.#strikes(call, ({ kind }) => kind === 'list')) {
      if (fault.kind === 'list') for (const habit of fault.habits) habits.add(habit);
    }

    return habits;
  }

  /** Fields that a call sets in vain. */
  ignoredBy(call: Call): Set<string> {
    const ignored = new Set<string>();
    for (const { fault } of this.#strikes(call, ({ kind }) => kind === 'ignore')) {
      if (fault.kind === 'ignore') for (const field of fault.fields) ignored.add(field);
    }

    return ignored;
  }

  /** The chance of each day that a call writes to be lost. */
  lossOf(call: Call): number {
    let loss = 0;
    for (const { fault } of this.#strikes(call, ({ kind }) => kind === 'lose_days')) {
      if (fault.kind === 'lose_days') loss = Math.max(loss, fault.chance);
    }

    return loss;
  }

  /** From the simulator's seed, 0 to 1. */
  random(): number {
    return this.#random();
  }

  /** The first fault among `kinds` that strikes the call; it is used up by this. */
  strike(call: Call, kinds: readonly Fault['kind'][]): Strike | undefined {
    return this.#strikes(call, ({ kind }) => kinds.includes(kind)).next().value ?? undefined;
  }

  *#strikes(call: Call, wanted: (fault: Fault) => boolean): Generator<Strike, undefined> {
    this.#forget();
    for (const planned of this.#planned) {
      const { fault } = planned;
      if (!wanted(fault) || !concerns(fault, call)) continue;
      if (fault.probability < 1 && this.#random() >= fault.probability) continue;
      planned.left -= 1;
      yield { fault, ends_at: planned.ends_at };
    }

    return undefined;
  }

  #forget(): void {
    const now = this.#now();
    this.#planned = this.#planned.filter(({ left, ends_at }) => left > 0 && ends_at > now);
  }
}

function concerns({ match }: Fault, call: Call): boolean {
  if (match.methods !== undefined && !match.methods.some((method) => method === call.method)) {
    return false;
  }
  if (match.path !== undefined && !call.path.startsWith(match.path)) return false;
  if (match.account_id !== undefined && match.account_id !== call.account_id) return false;

  return match.writes_only !== true || isListingWrite(call.method, call.path);
}

/** Whether a call means to change a listing: what the outbound audit must have a row for. */
export function isListingWrite(method: string, path: string): boolean {
  return method !== 'GET' && /^\/v1\/listings(\/|$)/.test(path);
}

/** Mulberry32, a small public-domain generator: numbers from 0 to 1, the same for the same seed. */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;

  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
