import type { Reservation, UnreadableReservation } from '../channel/reservations.ts';
import { toTimestamp } from '../common/time.ts';
import { requireActive } from '../targets/require-active.ts';
import type { StoredTarget } from '../targets/target.ts';
import { type CallBookingsDeps, callBookings } from './call-bookings.ts';
import type { InboundAudit } from './inbound-audit.ts';
import type { EventJob, InboundFate, InboundMessage } from './inbound-job.ts';
import type { Closing, InboundLog } from './inbound-log.ts';
import { type TakeOverDeps, takeOver } from './take-over.ts';
import { isPassing, pauseAfter } from './try-again.ts';

export interface InboundDeps extends TakeOverDeps, CallBookingsDeps {
  readonly log: InboundLog;
  readonly feeds: {
    /** That the channel has told something at this moment (timestamp). */
    noteEvent(targetId: string, at: string): Promise<void>;
  };
  /** 0 to 1. */
  readonly random: () => number;
}

const done: InboundFate = { done: true };

/**
 * Works off a row of the inbound audit. What counts is not what was told but the reservation as it is at the channel now: deliveries are
 * early, in part, doubled and out of order. A row ends once; what cannot be done now comes again.
 */
export async function processEvent(
  { job, sent_at }: InboundMessage & { readonly job: EventJob },
  deps: InboundDeps,
): Promise<InboundFate> {
  const row = await deps.log.get(job, job.row_id);
  if (row === undefined || row.processing_status !== 'pending') return done;
  if (row.source === 'webhook' && row.reprocess_of === null)
    await deps.feeds.noteEvent(row.target_id, row.received_at);
  try {
    await close(row, await closingOf(row, job.trace_id, deps), deps);
    return done;
  } catch (error) {
    if (!isPassing(error)) throw error;
    const random = deps.random();
    const retry_in_ms = pauseAfter(error, { sent_at, now: deps.clock(), random });
    if (retry_in_ms !== undefined) return { done: false, retry_in_ms };
    await close(row, failed(error), deps);
    return done;
  }
}

async function closingOf(row: InboundAudit, trace_id: string, deps: InboundDeps): Promise<Closing> {
  const { target_id, external_reservation_id: external_id } = row;
  const seen = row.reprocess_of === null ? await deps.log.seen(row) : undefined;
  const isSeen = seen !== undefined && seen.row_id !== row.id;
  if (isSeen && seen.payload_hash === row.payload_hash) return duplicateOf(seen.row_id);
  const target = await deps.channels.targets.get(row, target_id);
  if (target === undefined || target.deleted_at !== null) return ignored('the target is gone');
  if (external_id === null) return ignored('it does not say which reservation it is about');
  const reservation = await readNow(target, external_id, deps);
  const closing = await takeOver({ target, external_id, reservation }, trace_id, deps);

  // The same event with another body: `updatedOn` is in seconds, so that it may be another change.
  return isSeen && closing.processing_status === 'success'
    ? { ...closing, ...duplicateOf(seen.row_id), listing_id: closing.listing_id }
    : closing;
}

async function readNow(
  target: StoredTarget,
  external_id: string,
  deps: InboundDeps,
): Promise<Reservation | UnreadableReservation | undefined> {
  requireActive(target);
  const channels = { ...deps.channels, kind: 'live' as const };

  return callBookings(target, { channels }, (bookings) => bookings.reservation(external_id));
}

/** People are told of what has failed before it is closed, since nobody looks at it again. */
async function close(
  row: InboundAudit,
  closing: Closing,
  { log, clock, watch }: InboundDeps,
): Promise<void> {
  const { org_id, account_id, target_id: id } = row;
  if (closing.processing_status === 'failed')
    await watch.found({ org_id, account_id, id }, 'inbound_failed', 1);
  await log.close(row, closing, toTimestamp(clock()));
}

function duplicateOf(row_id: string): Closing {
  const error_message = `the same event as that of ${row_id}`;

  return { processing_status: 'duplicate', error_message, listing_id: null };
}

function ignored(error_message: string): Closing {
  return { processing_status: 'ignored', error_message, listing_id: null };
}

function failed({ message: error_message }: Error): Closing {
  return { processing_status: 'failed', error_message, listing_id: null };
}
