import type { AlertChanges } from '../../domain/alerts/alert-changes.ts';
import { type AlertEvent, alertEvent } from '../../domain/alerts/alert-event.ts';
import { alertKey, type StoredAlert } from '../../domain/alerts/alert-record.ts';
import {
  type EvaluateDeps,
  type EvaluateResult,
  evaluateAlerts,
} from '../../domain/alerts/evaluate-alerts.ts';
import type { Finding, Trouble, Watched } from '../../domain/alerts/watch.ts';
import { toTimestamp } from '../../domain/common/time.ts';
import type { ListingDetail } from '../../domain/health/listing-state.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';
import { aWatched } from '../builders/alert.ts';
import { type EndedAttempt, minutesOf } from '../builders/minutes.ts';
import { aTarget } from '../builders/target.ts';
import { FakeBookings } from './fake-bookings.ts';

/** What one round of the evaluator touches, in memory, with a clock that the test moves. */
export class AlertWorld {
  now = Date.parse('2026-06-01T12:00:00.000Z');
  target: StoredTarget | undefined = aTarget();
  listings: ListingDetail[] = [];
  readonly bookings = new FakeBookings();
  readonly attempts: EndedAttempt[] = [];
  readonly watched = new Map<string, Watched>();
  readonly open = new Map<string, StoredAlert>();
  untold: AlertEvent[] = [];
  readonly published: AlertEvent[] = [];
  readonly reports: string[] = [];
  /** How often the target's row, its minutes and its listings were read. */
  readonly reads = { target: 0, minutes: 0, listings: 0 };
  isBusDown = false;
  isMinutesDown = false;

  mark(trouble: Trouble, { id } = aTarget()): void {
    const before = this.watched.get(id) ?? aWatched({ id });
    const met = { [`${trouble}_at`]: toTimestamp(this.now), marks: before.marks + 1 };
    this.watched.set(id, { ...before, ...met });
  }

  found(finding: Finding, count: number): void {
    const { id } = aTarget();
    const before = this.watched.get(id) ?? aWatched();
    const found = { [`${finding}_at`]: toTimestamp(this.now), [finding]: count };
    this.watched.set(id, { ...before, ...found, marks: before.marks + 1 });
  }

  /** Rounds a minute apart, the first one now. */
  async minutes(count: number, each: () => void = () => undefined): Promise<void> {
    for (let at = 0; at < count; at += 1) {
      each();
      await this.round();
      this.now += 60_000;
    }
  }

  round(): Promise<EvaluateResult> {
    return evaluateAlerts(this.now + 30_000, this.#deps);
  }

  /** What was told, e.g. `opened error_rate`. */
  told(): string[] {
    return this.published.map(({ name, alert }) => `${name.split('.').at(-1)} ${alert.rule}`);
  }

  readonly #deps: EvaluateDeps = {
    watchList: {
      all: () => this.#all(),
      note: async (read, looked) => {
        const { listings_looked_at, again_at, listings_again_at } = looked;
        const known = this.watched.get(read.id) ?? read;
        const noted = { ...looked, listings_looked_at, again_at, listings_again_at };
        this.watched.set(read.id, { ...known, ...noted });
      },
      remove: async ({ id, marks }) => {
        if (this.watched.get(id)?.marks === marks) this.watched.delete(id);
      },
    },
    targets: {
      get: async (_tenant, id) => {
        this.reads.target += 1;
        return this.target?.id === id ? this.target : undefined;
      },
    },
    minutes: {
      read: async () => {
        this.reads.minutes += 1;
        if (this.isMinutesDown) throw new Error('down');
        return minutesOf(this.attempts);
      },
    },
    listings: {
      ofTarget: async () => {
        this.reads.listings += 1;
        return this.listings;
      },
    },
    bookings: this.bookings,
    alerts: {
      openOf: async ({ id }) => [...this.open.values()].filter((one) => one.target_id === id),
      keep: async (target, changes) => this.#keep(target.name, changes),
      untold: async () => this.untold.slice(0, 10),
      told: async (events) => {
        this.untold = this.untold.filter((event) => !events.includes(event));
      },
    },
    events: {
      publish: async (events) => {
        if (this.isBusDown) throw new Error('down');
        this.published.push(...(events as AlertEvent[]));
      },
    },
    report: (event) => void this.reports.push(event),
    clock: () => this.now,
  };

  async *#all() {
    yield* [...this.watched.values()];
  }

  #keep(name: string, { opened, kept, closed }: AlertChanges): number {
    for (const alert of [...opened, ...kept]) this.open.set(keyOf(alert), alert);
    for (const alert of closed) this.open.delete(keyOf(alert));
    this.untold.push(...[...opened, ...closed].map((alert) => alertEvent(alert, name)));

    return opened.length + kept.length + closed.length;
  }
}

function keyOf(alert: StoredAlert): string {
  return `${alert.target_id} ${alertKey(alert)}`;
}
