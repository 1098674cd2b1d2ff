import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { closedRow, type TransactItem } from './audit-items.ts';
import { countAttempt } from './count-attempt.ts';

/** Puts a closed row on record and counts it; belongs in the transaction that takes the open one from its listing. */
export function closingWrites(
  tables: { readonly audit: string; readonly meters: string },
  row: OutboundAudit,
  number: number,
): TransactItem[] {
  return [closedRow(tables.audit, row, number), countAttempt(tables.meters, row, row)];
}
