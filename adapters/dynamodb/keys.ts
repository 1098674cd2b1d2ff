import type { Holder } from '../../domain/calendar/night.ts';
import { type Tenant, tenantSchema } from '../../domain/common/tenant.ts';
import type { Part } from '../../domain/targets/target-resources.ts';

/*
 * Keys of the four tables. Every key that holds tenant data begins with the tenant.
 *
 * channels
 *   TENANT#o#a            TARGET#<id>               target
 *   TENANT#o#a            TARGET-NAME#<type>#<name> guard of the unique name
 *   TENANT#o#a            UNIT#<id>                 unit
 *   TENANT#o#a            LISTING#<id>              listing      (sparse index due; its form: listing-item.ts)
 *   TENANT#o#a#UNIT#<id>  SNAPSHOT#<version>        unit snapshot
 *   TENANT#o#a#UNIT#<id>  LISTING#<id>              pointer: this unit has that listing (read consistently by the dispatcher)
 *   TENANT#o#a#UNIT#<id>  LISTING-ARCHIVED#<id>     pointer of an archived listing: found by its unit, not dispatched to
 *   TENANT#o#a#TARGET#<id> LISTING#<id>             pointer: that target has this listing, archived ones included
 *   TENANT#o#a#UNIT#<id>  MONTH#<yyyy-mm>           the nights of that month: values, who has each of them and who waits for it
 *   TENANT#o#a#UNIT#<id>  CLAIM#<kind>#<id>         which nights a booking, hold or feed has or waits for (a hold's: expires_at)
 *   TENANT#o#a            EXTERNAL#<target>#<id>    guard: that external listing of the target belongs to one listing
 *   TENANT#o#a            IDEMPOTENCY#<hash>        answer to a POST with an Idempotency-Key (expires_at)
 *   APIKEY#<sha256>       APIKEY                    API key, as it is recognised
 *   TENANT#o#a            APIKEY#<id>               the same, as it is listed
 *   TENANT#o#a            MEMBER#<person>           member: a person's place in the account
 *   PERSON#<person>       MEMBER#<o>#<a>            the same, by which a person's accounts are found
 *   TENANT#o#a            OWNERS                    guard: the ids of the Owners, of whom one must be left
 *   REGISTRY#TARGETS#<n>  <o>#<a>#<target id>       target that has, or may have, a queue: what the scheduled check goes through
 *   REGISTRY#GONE           <o>#<a>#<target id>       target that had a queue, for as long as its attempts are in the log (expires_at)
 *   REGISTRY#SWEEP        PART#<n>-OF-<m>           where it stopped in that part of the list, when it did not get through
 *   REGISTRY#RECONCILE    RECONCILE                 likewise of the reconciler, and whether it is at work
 *   TENANT#o#a#ALERTS     OPEN#<target>#<rule>#<subject>  alert that is open: one of a kind
 *   TENANT#o#a#ALERTS     PAST#<alert id>           alert that is closed; the ids sort by opening (expires_at)
 *   TENANT#o#a#ALERTS     TOLD#<target>#<rule>#<subject>  guard of what is told once for all, with the alert's id (expires_at)
 *   OUTBOX#ALERTS         <time>#<event id>         what has become of an alert and is still to be told
 *   WATCH#<n>             <o>#<a>#<target id>       target that is looked at for alerts, and why
 *   WEBHOOK#<o>#<a>       ALERTS                    where the tenant's alerts are sent to
 * audit
 *   TENANT#o#a#LISTING#<id>  <number of the attempt>   (indexes by_target, by_trace)
 * inbound (its keys: inbound/inbound-keys.ts)
 *   FEED#<n>                <target id>             how bookings come in from a target
 *   TENANT#o#a              ROW#<id>                inbound audit; the ids sort by time (expires_at; sparse index pending)
 *   TENANT#o#a#TARGET#<id>  EVENT#<event id>        that event has been worked off (expires_at)
 * meters
 *   WINDOW#<window key>     WINDOW                  reserved times of the rate window
 *   REFERENCE#<window key>  REFERENCE               the channel's vocabulary, cached (expires_at)
 *   DELIVERY#<message id>   DELIVERY                how often workers have begun on a message of a queue (expires_at)
 *   SESSION#<sha256>        SESSION                 a person who has logged in (expires_at)
 *   LOGIN#<sha256>          LOGIN                   a login under way, by its state (expires_at)
 *   APIKEY#<sha256>         USED                    when an API key was used last, to some minutes
 *   TENANT#o#a#TARGET#<id>  MINUTE#<yyyy-mm-ddThh:mm>  attempts at the target that ended in that minute, counted (expires_at)
 *   ARCHIVE#<org>           <yyyy-mm-dd>            how that day's log was compared with its archive last (expires_at)
 *   TENANT#o#a#TARGET#<id>  SAMPLE#<timestamp>      how the target was doing then (expires_at)
 *   TENANT#o#a#LISTING#<id> SAID#<yyyy-mm>          what the listing's channel was told of the nights of that month (expires_at)
 *   TENANT#o#a              TOTALS#<target id>      what was counted of the target since it is there
 */

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export function tenantPk(tenant: Tenant): string {
  return `TENANT#${tenant.org_id}#${tenant.account_id}`;
}

/** The tenant that a partition belongs to. @throws z.ZodError when it is no tenant's */
export function tenantOf(pk: string): Tenant {
  const [, org_id, account_id] = pk.split('#');

  return tenantSchema.parse({ org_id, account_id });
}

/** The id in the sort key of a unit, a listing or a pointer: `LISTING#<id>`. */
export function idOf(sk: string): string {
  return sk.slice(sk.indexOf('#') + 1);
}

/** The id at the end of a partition key: `TENANT#<org>#<account>#LISTING#<id>`. */
export function lastIdOf(pk: string): string {
  return pk.slice(pk.lastIndexOf('#') + 1);
}

export function targetKey(tenant: Tenant, targetId: string): Key {
  return { pk: tenantPk(tenant), sk: `TARGET#${targetId}` };
}

export function targetNameKey(tenant: Tenant, channelType: string, name: string): Key {
  return { pk: tenantPk(tenant), sk: `TARGET-NAME#${channelType}#${name}` };
}

/** The list of all tenants' targets is spread over this many partitions, by the first hex digit of the target's id. */
export const registryShards: readonly string[] = [...'0123456789abcdef'];

export function registryPk(shard: string): string {
  return `REGISTRY#TARGETS#${shard}`;
}

export function registryKey(tenant: Tenant, targetId: string): Key {
  return { pk: registryPk(shardOf(targetId)), sk: ofAllTenants(tenant, targetId) };
}

function shardOf(targetId: string): string {
  return targetId.slice(0, 1);
}

/** A target in a list of all tenants'. */
function ofAllTenants({ org_id, account_id }: Tenant, targetId: string): string {
  return `${org_id}#${account_id}#${targetId}`;
}

/** Targets that have left the list. */
export const goneTargetsPk = 'REGISTRY#GONE';

export function goneTargetKey(tenant: Tenant, targetId: string): Key {
  return { pk: goneTargetsPk, sk: ofAllTenants(tenant, targetId) };
}

/** Where the last round of a part of the list stopped. */
export function sweepKey({ part, of }: Part): Key {
  return { pk: 'REGISTRY#SWEEP', sk: `PART#${part}-OF-${of}` };
}

/** Whether the reconciler is at work, and where it stopped. */
export const reconcileKey: Key = { pk: 'REGISTRY#RECONCILE', sk: 'RECONCILE' };

export function unitKey(tenant: Tenant, unitId: string): Key {
  return { pk: tenantPk(tenant), sk: `UNIT#${unitId}` };
}

export function unitPk(tenant: Tenant, unitId: string): string {
  return `${tenantPk(tenant)}#UNIT#${unitId}`;
}

/** Versions are padded, so that they sort as numbers. */
export function snapshotKey(tenant: Tenant, unitId: string, version: number): Key {
  return { pk: unitPk(tenant, unitId), sk: `SNAPSHOT#${String(version).padStart(10, '0')}` };
}

/** A month of a unit's calendar; `month` is `yyyy-mm`. */
export function monthKey(tenant: Tenant, unitId: string, month: string): Key {
  return { pk: unitPk(tenant, unitId), sk: `MONTH#${month}` };
}

export function claimKey(tenant: Tenant, unitId: string, { kind, id }: Holder): Key {
  return { pk: unitPk(tenant, unitId), sk: `CLAIM#${kind}#${id}` };
}

export function listingKey(tenant: Tenant, listingId: string): Key {
  return { pk: tenantPk(tenant), sk: `LISTING#${listingId}` };
}

export function listingPointerKey(tenant: Tenant, unitId: string, listingId: string): Key {
  return { pk: unitPk(tenant, unitId), sk: `LISTING#${listingId}` };
}

export function archivedPointerKey(tenant: Tenant, unitId: string, listingId: string): Key {
  return { pk: unitPk(tenant, unitId), sk: `LISTING-ARCHIVED#${listingId}` };
}

export function targetListingKey(tenant: Tenant, targetId: string, listingId: string): Key {
  return { pk: byTargetPk(tenant, targetId), sk: `LISTING#${listingId}` };
}

/** Held by the listing that adopted an external listing, so that no second one can. */
export function externalListingKey(tenant: Tenant, targetId: string, externalId: string): Key {
  return { pk: tenantPk(tenant), sk: `EXTERNAL#${targetId}#${externalId}` };
}

/** Partition of a target's listings in `channels`, of its attempts in index `by_target` of `audit`, of its minutes and samples in `meters`. */
export function byTargetPk(tenant: Tenant, targetId: string): string {
  return `${tenantPk(tenant)}#TARGET#${targetId}`;
}

/** Partition of a listing's attempts in `audit`, and of what its channel was told of nights in `meters`. */
export function auditPk(tenant: Tenant, listingId: string): string {
  return `${tenantPk(tenant)}#LISTING#${listingId}`;
}

/** In `meters`: what a listing's channel was told of the nights of a month, `yyyy-mm`. */
export function saidKey(tenant: Tenant, listingId: string, month: string): Key {
  return { pk: auditPk(tenant, listingId), sk: `SAID#${month}` };
}

/** Attempts of a listing are numbered from 1, so that each has a key of its own and the keys are in the order of time. */
export function auditKey(tenant: Tenant, listingId: string, number: number): Key {
  return { pk: auditPk(tenant, listingId), sk: String(number).padStart(10, '0') };
}

export function byTracePk(tenant: Tenant, traceId: string): string {
  return `${tenantPk(tenant)}#TRACE#${traceId}`;
}

export function apiKeyKey(keyHash: string): Key {
  return { pk: `APIKEY#${keyHash}`, sk: 'APIKEY' };
}

export function apiKeyEntryKey(tenant: Tenant, id: string): Key {
  return { pk: tenantPk(tenant), sk: `APIKEY#${id}` };
}

/** In `meters`. */
export function apiKeyUseKey(keyHash: string): Key {
  return { pk: `APIKEY#${keyHash}`, sk: 'USED' };
}

export function sessionKey(idHash: string): Key {
  return { pk: `SESSION#${idHash}`, sk: 'SESSION' };
}

export function loginKey(stateHash: string): Key {
  return { pk: `LOGIN#${stateHash}`, sk: 'LOGIN' };
}

export function memberKey(tenant: Tenant, userId: string): Key {
  return { pk: tenantPk(tenant), sk: `MEMBER#${userId}` };
}

export function membershipKey(userId: string, tenant: Tenant): Key {
  return { pk: personPk(userId), sk: `MEMBER#${tenant.org_id}#${tenant.account_id}` };
}

export function personPk(userId: string): string {
  return `PERSON#${userId}`;
}

/** Holds the ids of a tenant's Owners, so that a write can insist on one that is left. */
export function ownersKey(tenant: Tenant): Key {
  return { pk: tenantPk(tenant), sk: 'OWNERS' };
}

export function windowKey(key: string): Key {
  return { pk: `WINDOW#${key}`, sk: 'WINDOW' };
}

export function referenceKey(key: string): Key {
  return { pk: `REFERENCE#${key}`, sk: 'REFERENCE' };
}

export function deliveryKey(messageId: string): Key {
  return { pk: `DELIVERY#${messageId}`, sk: 'DELIVERY' };
}

/** In `meters`: what is noted of the days of an org's archive. */
export function archivePk(org: string): string {
  return `ARCHIVE#${org}`;
}

export function archiveKey(org: string, day: string): Key {
  return { pk: archivePk(org), sk: day };
}

/** Where the attempts are counted that ended in the minute (UTC) of a moment; `at` is a timestamp. */
export function minuteKey(tenant: Tenant, targetId: string, at: string): Key {
  return { pk: byTargetPk(tenant, targetId), sk: minuteSk(at) };
}

/** Minutes sort by time. `2026-11-25T02:51:07.123Z` -> `MINUTE#2026-11-25T02:51`. */
export function minuteSk(at: string): string {
  return `MINUTE#${at.slice(0, 'yyyy-mm-ddThh:mm'.length)}`;
}

/** How a target was doing at a moment; `at` is a timestamp, and samples sort by it. */
export function sampleKey(tenant: Tenant, targetId: string, at: string): Key {
  return { pk: byTargetPk(tenant, targetId), sk: `SAMPLE#${at}` };
}

/** What was counted of a target. Those of a tenant lie together, so that one query reads them. */
export function totalsKey(tenant: Tenant, targetId: string): Key {
  return { pk: tenantPk(tenant), sk: `TOTALS#${targetId}` };
}

export function alertsPk(tenant: Tenant): string {
  return `${tenantPk(tenant)}#ALERTS`;
}

/** `key`: what can be open once of a target, see `alertKey`. */
export function openAlertKey(tenant: Tenant, targetId: string, key: string): Key {
  return { pk: alertsPk(tenant), sk: `OPEN#${targetId}#${key}` };
}

export function pastAlertKey(tenant: Tenant, id: string): Key {
  return { pk: alertsPk(tenant), sk: `PAST#${id}` };
}

export function toldAlertKey(tenant: Tenant, targetId: string, key: string): Key {
  return { pk: alertsPk(tenant), sk: `TOLD#${targetId}#${key}` };
}

/** Events sort by when they happened. */
export function untoldAlertKey(occurredAt: string, eventId: string): Key {
  return { pk: 'OUTBOX#ALERTS', sk: `${occurredAt}#${eventId}` };
}

export function watchPk(shard: string): string {
  return `WATCH#${shard}`;
}

export function watchKey(tenant: Tenant, targetId: string): Key {
  return { pk: watchPk(shardOf(targetId)), sk: ofAllTenants(tenant, targetId) };
}

export function alertWebhookKey({ org_id, account_id }: Tenant): Key {
  return { pk: `WEBHOOK#${org_id}#${account_id}`, sk: 'ALERTS' };
}
