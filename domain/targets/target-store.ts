import { NotFoundError } from '../common/errors.ts';
import type { Page, PageRequest } from '../common/page.ts';
import { type Precondition, requirePrecondition } from '../common/precondition.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Block } from '../pacing/target-block.ts';
import type { BlockReason, ChannelType, HealthStatus, StoredTarget } from './target.ts';

/** What a person's request may change of a target. */
export type TargetChanges = Partial<
  Pick<
    StoredTarget,
    | 'name'
    | 'base_url'
    | 'is_active'
    | 'rate_limit_config'
    | 'settings'
    | 'credentials_expires_at'
    | 'window_key'
    | 'last_health_check_at'
    | 'health_status'
    | 'health_message'
    | 'blocked_until'
    | 'block_reason'
  >
>;

/** What a check found; times are ISO 8601. */
export interface HealthRecord {
  readonly health_status: HealthStatus;
  readonly health_message: string | null;
  readonly last_health_check_at: string;
  /** Void once people have edited the target since this revision: it may be about credentials or an address of before. */
  readonly seen_revision: number;
}

/**
 * Targets as they are kept. People's edits raise `revision`; what the system notes by itself (health, blocks) does not, so that
 * it never invalidates the version somebody is editing.
 */
export interface TargetStore {
  /** Read consistently. Deleted targets are still found: `deleted_at` says so. */
  get(tenant: Tenant, id: string): Promise<StoredTarget | undefined>;
  /** Without the deleted ones. */
  list(tenant: Tenant, page: PageRequest): Promise<Page<StoredTarget>>;
  isNameTaken(tenant: Tenant, channelType: ChannelType, name: string): Promise<boolean>;
  /** @throws ConflictError `name-taken` */
  create(target: StoredTarget): Promise<void>;
  /** Removes every trace of a target that was never told of. Nothing happens when there is none. */
  discard(target: StoredTarget): Promise<void>;
  /** @throws PreconditionFailedError when the target has changed since `read`; ConflictError `name-taken` */
  update(read: StoredTarget, changes: TargetChanges, now: number): Promise<StoredTarget>;
  /** Marks as deleted, inactive, and frees the name. @throws PreconditionFailedError as `update` */
  softDelete(read: StoredTarget, now: number): Promise<StoredTarget>;
  /** Adds to the silence in force, never shortening it. `blocked`: the target was free until now. */
  block(tenant: Tenant, id: string, block: Block): Promise<'blocked' | 'prolonged' | 'unchanged'>;
  /** Lifts a block of one of these reasons, or one that has run out; the target is healthy then. False when there is none. */
  unblock(tenant: Tenant, id: string, reasons: readonly BlockReason[]): Promise<boolean>;
  recordHealth(tenant: Tenant, id: string, record: HealthRecord): Promise<void>;
}

/** Which target a caller means, and what they ask of its revision. */
export interface WantedTarget {
  readonly id: string;
  readonly precondition?: Precondition | undefined;
}

/** A target that exists for people. @throws NotFoundError also for a deleted one; PreconditionFailedError */
export async function findTarget(
  targets: Pick<TargetStore, 'get'>,
  tenant: Tenant,
  wanted: WantedTarget,
): Promise<StoredTarget> {
  const target = await targets.get(tenant, wanted.id);
  if (target === undefined || target.deleted_at !== null)
    throw new NotFoundError('There is no such target.');
  requirePrecondition('target', target.revision, wanted.precondition);

  return target;
}
