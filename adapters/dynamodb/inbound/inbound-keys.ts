import { idPrefixAt } from '../../../domain/common/ids.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { byTargetPk, type Key, registryShards, tenantPk } from '../keys.ts';

/* Keys of table `inbound`; see the list in `keys.ts`. */

/** Feeds of all tenants, by the target alone: a channel that calls us names no tenant. */
export function feedKey(targetId: string): Key {
  return { pk: feedPk(targetId.slice(0, 1)), sk: targetId };
}

function feedPk(shard: string): string {
  return `FEED#${shard}`;
}

export const feedPks: readonly string[] = registryShards.map(feedPk);

/** The ids sort by when they were made. */
export function rowKey(tenant: Tenant, id: string): Key {
  return { pk: tenantPk(tenant), sk: `ROW#${id}` };
}

/** Between these lie the rows of a time; the moments (epoch ms) are both included. */
export function rowsBetween(from: number, to: number): readonly [string, string] {
  // `g` follows the hex digits.
  return [`ROW#${idPrefixAt(from)}`, `ROW#${idPrefixAt(to)}g`];
}

/** That an event has been worked off. The database takes keys of 1 KB. */
export function eventKey(tenant: Tenant, targetId: string, externalEventId: string): Key {
  return { pk: byTargetPk(tenant, targetId), sk: `EVENT#${externalEventId.slice(0, 500)}` };
}

/** In index `pending`: rows that are still to be worked on, by the last digit of their id. */
export function pendingShard(id: string): string {
  return `PENDING#${id.slice(-1)}`;
}

export const pendingShards: readonly string[] = registryShards.map(pendingShard);
