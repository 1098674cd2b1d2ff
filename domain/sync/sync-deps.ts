import type { TargetWatch } from '../alerts/watch.ts';
import type { Attempt } from '../attempts/attempt.ts';
import type { NightsStore } from '../availability/nights-store.ts';
import type { EventPublisher } from '../common/domain-event.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import type { TotalsLog } from '../health/totals.ts';
import type { Operation, Outcome } from '../listings/outbound-audit.ts';
import type { Breakers } from '../pacing/breaker.ts';
import type { Lead } from '../pacing/lead.ts';
import type { Block } from '../pacing/target-block.ts';
import type { RateWindows, Sleep } from '../pacing/turn.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { ChannelAccess } from './channel-access.ts';
import type { Deliveries } from './poison-messages.ts';
import type { SyncJob } from './sync-job.ts';
import type { SyncStore } from './sync-store.ts';

/** One delivery of a job. */
export interface SyncMessage {
  readonly id: string;
  readonly job: SyncJob;
  /** How often the queue has handed it out, this time included, whether or not it got to a worker. */
  readonly receive_count: number;
}

/** `dead_letter`: it leaves the queue for the dead letters. `retry_in_ms`: give it back to the queue for that long. */
export type SyncResult =
  | { readonly id: string; readonly done: true; readonly dead_letter?: true }
  | { readonly id: string; readonly done: false; readonly retry_in_ms: number };

/**
 * What became of one listing in a pass: nothing more to do, look again at a moment (epoch ms, Infinity: when an operator
 * allows it; `why` is for people), come back at a moment for a start in the account's window, a call for it is under way, which ends
 * by then but as a rule much earlier, the worker broke on it, or it has broken workers so often that it is tried no more.
 */
export type Verdict =
  | { readonly kind: 'done' }
  | { readonly kind: 'wait'; readonly until: number; readonly why?: string }
  | { readonly kind: 'queued'; readonly until: number; readonly why: string }
  | { readonly kind: 'busy'; readonly until: number }
  | { readonly kind: 'broken'; readonly error: unknown }
  | { readonly kind: 'worn' };

export interface TargetsOfSync {
  /** May be some seconds old unless `fresh`. */
  get(
    tenant: Tenant,
    targetId: string,
    options?: { fresh?: boolean },
  ): Promise<StoredTarget | undefined>;
  /** `blocked`: it was free until now. */
  block(
    tenant: Tenant,
    targetId: string,
    block: Block,
  ): Promise<'blocked' | 'prolonged' | 'unchanged'>;
  /** Lifts the block of an outage that is over. */
  unblock(tenant: Tenant, targetId: string): Promise<void>;
}

/** What is known of a call once it is recorded. */
export interface CallFacts {
  readonly http_status: number | null;
  readonly duration_ms: number | null;
  readonly outcome: Outcome;
}

/** How a listing's job ended: `skipped` without a call, else after the last one, `latency_ms` after it was asked for. */
export interface JobEnding {
  readonly action: Operation;
  readonly state: 'success' | 'failed' | 'skipped';
  readonly latency_ms: number | null;
}

/** Told what the pass did, for metrics, traces and logs. */
export interface SyncReport {
  called(target: StoredTarget, attempt: Attempt, facts: CallFacts): void;
  finished(target: StoredTarget, ending: JobEnding): void;
  /** Something that only a developer can make sense of. */
  trouble(event: string, facts: Readonly<Record<string, unknown>>): void;
  /** Does what a job asks for as a part of its trace; `name` says what is done. */
  traced<T>(name: string, job: SyncJob, work: () => Promise<T>): Promise<T>;
}

export interface SyncDeps {
  readonly targets: TargetsOfSync;
  readonly store: SyncStore;
  readonly nights: NightsStore;
  readonly deliveries: Deliveries;
  readonly access: ChannelAccess;
  readonly breakers: Breakers;
  readonly lead: Lead;
  readonly windows: RateWindows;
  readonly events: EventPublisher;
  readonly watch: Pick<TargetWatch, 'mark'>;
  readonly totals: TotalsLog;
  /** Whether other domains want to know of each listing that was synced, as they do of those that failed. */
  readonly announces_synced: boolean;
  readonly report: SyncReport;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
}
