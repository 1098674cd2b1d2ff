import { alertEvent } from '../../../domain/alerts/alert-event.ts';
import {
  alertKey,
  type StoredAlert,
  storedAlertSchema,
} from '../../../domain/alerts/alert-record.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { expiryAfter } from '../expiry.ts';
import { type Key, openAlertKey, pastAlertKey, toldAlertKey, untoldAlertKey } from '../keys.ts';
import type { Writes } from '../transactions.ts';

/** Whose alerts; `name` for people. */
export type AlertTarget = TargetIdentity & { readonly name: string };

/** Past alerts, and what is told once for all, are kept for a year (s). */
const keptForSeconds = 365 * 86_400;

/** The item of an open alert. */
export function openKeyOf(alert: StoredAlert): Key {
  return openAlertKey(alert, alert.target_id, alertKey(alert));
}

/** @throws z.ZodError */
export function toAlert(item: Record<string, unknown>): StoredAlert {
  return storedAlertSchema.parse(item);
}

/** An alert opens unless it is open, and is to be told of. What is told once for all has a guard besides, which comes second. */
export function openingOf(table: string, alert: StoredAlert, target: AlertTarget): Writes {
  return [
    putIfNew(table, { ...alert, ...openKeyOf(alert) }),
    ...(isToldOnce(alert) ? [putIfNew(table, guardOf(alert))] : []),
    untold(table, alert, target),
  ];
}

/** What was told before opens again as the alert it was, and is not told anew. */
export function reopeningOf(table: string, alert: StoredAlert, id: string): Writes {
  return [
    putIfNew(table, { ...alert, id, is_told: true, ...openKeyOf(alert) }),
    { Delete: { TableName: table, Key: pastAlertKey(alert, id) } },
  ];
}

/** An alert moves from the open ones to the past ones. */
export function closingOf(table: string, alert: StoredAlert, target: AlertTarget): Writes {
  const { closed_at, id } = alert;

  return [
    {
      Delete: {
        TableName: table,
        Key: openKeyOf(alert),
        ConditionExpression: 'id = :id AND revision = :read',
        ExpressionAttributeValues: { ':id': id, ':read': alert.revision - 1 },
      },
    },
    {
      Put: {
        TableName: table,
        Item: {
          ...alert,
          ...pastAlertKey(alert, id),
          expires_at: expiryAfter(Date.parse(closed_at ?? ''), keptForSeconds),
        },
      },
    },
    ...(alert.is_told === true ? [] : [untold(table, alert, target)]),
  ];
}

/** The guard of what is told once for all; `id`: of the alert that told it. */
export function guardKeyOf(alert: StoredAlert): Key {
  return toldAlertKey(alert, alert.target_id, alertKey(alert));
}

/** A listing's version that the channel does not take is told once, however often it is tried again. */
export function isToldOnce({ rule }: Pick<StoredAlert, 'rule'>): boolean {
  return rule === 'content_refused';
}

function guardOf(alert: StoredAlert) {
  const expires_at = expiryAfter(Date.parse(alert.opened_at), keptForSeconds);

  return { ...guardKeyOf(alert), id: alert.id, expires_at };
}

function putIfNew(TableName: string, Item: Record<string, unknown>): Writes[number] {
  return { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } };
}

function untold(TableName: string, alert: StoredAlert, target: AlertTarget): Writes[number] {
  const event = alertEvent(alert, target.name);

  return {
    Put: { TableName, Item: { ...untoldAlertKey(event.occurred_at, event.event_id), event } },
  };
}
