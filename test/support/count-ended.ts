import { randomUUID } from 'node:crypto';
import { countInMinute } from '../../adapters/dynamodb/audit/count-in-minute.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import type { EndedAttempt } from '../builders/minutes.ts';
import type { TestDatabase } from './dynamodb.ts';

/** Counts attempts at a target, one after the other. */
export async function countEnded(
  { documentClient, tables }: TestDatabase,
  target: Tenant & { readonly target_id: string },
  attempts: readonly EndedAttempt[],
): Promise<void> {
  for (const { at, outcome, ms } of attempts) {
    const completed_at = new Date(at).toISOString();
    const ended = {
      ...{ ...target, id: randomUUID(), outcome, completed_at, duration_ms: ms },
      http_status: outcome === 'abandoned' ? null : 200,
    };
    await countInMinute(documentClient, tables.meters, [ended]);
  }
}
