import type { AlertTarget } from '../../adapters/dynamodb/alerts/alert-items.ts';
import { DynamoAlerts } from '../../adapters/dynamodb/alerts/alert-store.ts';
import { alertChanges, type Condition } from '../../domain/alerts/alert-changes.ts';
import { aCondition } from '../builders/alert.ts';
import type { TestDatabase } from './dynamodb.ts';

/** Opens an alert of a target, as the evaluator does; answers its id. */
export async function openAlert(
  { documentClient, tables }: Pick<TestDatabase, 'documentClient' | 'tables'>,
  target: AlertTarget,
  condition: Partial<Condition> = {},
): Promise<string> {
  const conditions = [aCondition(condition)];
  const seen = { target, open: [], conditions, looked: () => true, ended: false };
  const changes = alertChanges(seen, Date.parse('2026-06-01T12:00:00.000Z'));
  await new DynamoAlerts(documentClient, tables.channels, () => undefined).keep(target, changes);

  return changes.opened.map(({ id }) => id).join();
}
