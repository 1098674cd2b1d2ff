import { ConflictError, NotFoundError } from '../common/errors.ts';
import { newTimeOrderedId } from '../common/ids.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import { traceIdToUuid } from '../common/trace.ts';
import type { InboundAudit, InboundIntake, InboundRows } from './inbound-audit.ts';

export interface ReprocessDeps {
  readonly rows: Pick<InboundRows, 'get'> & InboundIntake;
  readonly clock: Clock;
}

/**
 * Has what a row was about looked at once more. A row that is closed never changes, so that it is repeated by a new one.
 * @throws NotFoundError; ConflictError `still-pending`, `nothing-to-read`
 */
export async function reprocess(
  { tenant, trace_id }: { readonly tenant: Tenant; readonly trace_id: string },
  id: string,
  { rows, clock }: ReprocessDeps,
): Promise<InboundAudit> {
  const row = await rows.get(tenant, id);
  if (row === undefined) throw new NotFoundError('There is no such row.');
  if (row.processing_status === 'pending')
    throw new ConflictError('still-pending', 'It is still being worked on.');
  if (row.external_reservation_id === null)
    throw new ConflictError('nothing-to-read', 'It is about no reservation.');
  const now = clock();
  const at = toTimestamp(now);
  const again: InboundAudit = {
    ...row,
    ...{ id: newTimeOrderedId(now), reprocess_of: id, trace_id: traceIdToUuid(trace_id) },
    ...{ received_at: at, created_at: at, processed_at: null },
    ...{ processing_status: 'pending', error_message: null, listing_id: null },
  };
  await rows.add(again, { hasJob: true });

  return again;
}
