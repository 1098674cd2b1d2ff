import { NotFoundError } from '../common/errors.ts';
import type { Page, PageRequest } from '../common/page.ts';
import type { Tenant } from '../common/tenant.ts';
import type { AlertRule } from '../health/alert.ts';
import type { TargetIdentity } from '../targets/target-resources.ts';
import type { AlertChanges } from './alert-changes.ts';
import type { AlertEvent } from './alert-event.ts';
import type { AlertRecord, StoredAlert } from './alert-record.ts';

/** The alerts of all tenants, and what is still to be told of them. */
export interface AlertStore {
  /** Read consistently. */
  openOf(target: TargetIdentity): Promise<StoredAlert[]>;
  /**
   * Keeps changes, each by itself: an opening or closing together with what is to be told of it. What somebody else has changed
   * meanwhile is left as it is. Answers how many were kept.
   */
  keep(target: TargetIdentity & { readonly name: string }, changes: AlertChanges): Promise<number>;
  /** Some of what is still to be told, oldest first. */
  untold(): Promise<readonly AlertEvent[]>;
  /** They have been told. */
  told(events: readonly AlertEvent[]): Promise<void>;
}

/** Which alerts are wanted; what is absent does not matter. */
export interface AlertFilter {
  readonly state?: 'open' | 'past' | undefined;
  readonly target_id?: string | undefined;
  readonly rule?: AlertRule | undefined;
  readonly acknowledged?: boolean | undefined;
}

/** A tenant's alerts, as people see them. */
export interface AlertList {
  /** The open ones by target, then the past ones, newest opening first. */
  list(tenant: Tenant, filter: AlertFilter, page: PageRequest): Promise<Page<AlertRecord>>;
  /** Who has seen it first stays. Undefined: there is no such alert. */
  acknowledge(
    tenant: Tenant,
    id: string,
    by: { readonly user_id: string; readonly at: string },
  ): Promise<AlertRecord | undefined>;
}

/** Notes that a person has seen an alert. @throws NotFoundError */
export async function acknowledgeAlert(
  tenant: Tenant,
  id: string,
  { alerts, ...by }: { readonly alerts: AlertList; readonly user_id: string; readonly at: string },
): Promise<AlertRecord> {
  const alert = await alerts.acknowledge(tenant, id, by);
  if (alert === undefined) throw new NotFoundError('There is no such alert.');

  return alert;
}
