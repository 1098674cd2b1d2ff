import type { Tenant } from '../common/tenant.ts';
import type { Secret, SecretStore } from '../credentials/credentials.ts';
import type { StoredTarget } from './target.ts';

/** Whose resources; all their names follow from it, so that they can be found again without a record of them. */
export interface TargetIdentity extends Tenant {
  readonly id: string;
}

/** Where the targets' secrets are kept. */
export interface SecretVault {
  /** The name of a target's secret, which is not secret itself. */
  refOf(target: TargetIdentity): string;
  /** For calls to the target's base URL; see `boundTo`. */
  open(target: Pick<StoredTarget, 'credentials_ref' | 'base_url'>): SecretStore;
  create(target: TargetIdentity, secret: Secret): Promise<void>;
  /** Makes a new version the current one, whatever the old one holds. */
  replace(ref: string, secret: Secret): Promise<void>;
  /** `recoverable`: operators can still get it back for some days. Nothing happens when there is none. */
  remove(ref: string, options: { recoverable: boolean }): Promise<void>;
}

/** The queue of each target. Making one that exists and removing one that does not are no errors. */
export interface TargetQueues {
  create(target: TargetIdentity): Promise<void>;
  remove(target: TargetIdentity): Promise<void>;
}

/** What lets a worker drain a target's queue. */
export interface QueueConsumers {
  /** Makes worker `shard` drain the queue; answers the consumer's id. Making one that exists is no error. */
  attach(target: TargetIdentity, shard: number): Promise<string>;
  /** By target: whether its queue is being drained, or is about to be. A target without a consumer is absent. */
  all(): Promise<ReadonlyMap<string, { readonly id: string; readonly draining: boolean }>>;
  enable(consumerId: string): Promise<void>;
  /** Removes whatever drains the queue. */
  detach(target: TargetIdentity, consumerId: string | null): Promise<void>;
}

/** An entry of the list of targets that have, or may have, resources. */
export interface RegistryEntry extends TargetIdentity {
  /** ISO 8601. */
  readonly registered_at: string;
}

/** Those who go through the list side by side each have a part of it, spread evenly by the targets' ids. */
export interface Part {
  /** From 0. */
  readonly part: number;
  readonly of: number;
}

/** All of it, for one who goes through it alone. */
export const wholeList: Part = { part: 0, of: 1 };

/**
 * The list of all tenants' targets that have resources. An entry is written before the first resource is made and removed after
 * the last is gone: a crash in between leaves an entry by which the sweep finds what is left.
 */
export interface TargetRegistry {
  add(entry: RegistryEntry): Promise<void>;
  /** Of one that existed it is remembered for a while when that was (epoch ms): its attempts are still in the log. */
  remove(target: TargetIdentity, existedUntil: number | undefined): Promise<void>;
  /** Each of a part once. */
  entries(part: Part): AsyncIterable<RegistryEntry>;
  /** Where the last round of this part stopped, by organisation. */
  stops(part: Part): Promise<readonly TargetIdentity[]>;
  /** The next round of this part begins with these, so that all are reached when there are too many for one. */
  continueAt(part: Part, targets: readonly TargetIdentity[]): Promise<void>;
}

export interface ResourcePorts {
  readonly vault: SecretVault;
  readonly queues: TargetQueues;
  readonly consumers: QueueConsumers;
  readonly registry: TargetRegistry;
}
