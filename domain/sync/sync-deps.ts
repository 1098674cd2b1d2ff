import type { BlockReason, StoredTarget } from '../channels/target.ts';
import type { EventPublisher } from '../domain-event.ts';
import type { Tenant } from '../tenant.ts';
import type { Clock } from '../time.ts';
import type { ChannelAccess } from './channel-access.ts';
import type { Attempt } from './settle.ts';
import type { SyncJob } from './sync-job.ts';
import type { SyncStore } from './sync-store.ts';
import type { RateWindows, Sleep } from './turn.ts';

/** One delivery of a job. */
export interface SyncMessage {
  readonly id: string;
  readonly job: SyncJob;
  /** How often the queue has handed it out, this time included. */
  readonly receive_count: number;
}

/** `retry_in_ms`: give it back to the queue for that long. */
export type SyncResult =
  | { readonly id: string; readonly done: true }
  | { readonly id: string; readonly done: false; readonly retry_in_ms: number };

/** What became of one listing in a pass: nothing more to do, or look again at a moment (epoch ms). */
export type Verdict = { readonly kind: 'done' } | { readonly kind: 'wait'; readonly until: number };

export interface TargetsOfSync {
  /** May be some seconds old unless `fresh`. */
  get(
    tenant: Tenant,
    targetId: string,
    options?: { fresh?: boolean },
  ): Promise<StoredTarget | undefined>;
  block(
    tenant: Tenant,
    targetId: string,
    block: { until: number; reason: BlockReason; message: string },
  ): Promise<void>;
}

/** Told what the pass did, for metrics, traces and logs. */
export interface SyncReport {
  /** A call was made and recorded. */
  called(
    target: StoredTarget,
    attempt: Attempt,
    facts: { http_status: number | null; duration_ms: number; outcome: string },
  ): void;
  /** A listing is done with: `skipped` without a call, `success` or `failed` after the last one. */
  finished(
    target: StoredTarget,
    action: 'create' | 'update' | 'delete',
    state: 'success' | 'failed' | 'skipped',
    latency_ms: number | null,
  ): void;
  /** Something that only a developer can make sense of. */
  trouble(event: string, facts: Record<string, unknown>): void;
  /** Wraps a piece of work in a trace segment. */
  traced<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export interface SyncDeps {
  readonly targets: TargetsOfSync;
  readonly store: SyncStore;
  readonly access: ChannelAccess;
  readonly windows: RateWindows;
  readonly events: EventPublisher;
  readonly report: SyncReport;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly random: () => number;
}
