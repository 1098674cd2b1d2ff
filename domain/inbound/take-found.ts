import { bookingId, type StoredBooking } from '../bookings/booking.ts';
import type { Reservation, UnreadableReservation } from '../channel/reservations.ts';
import { newTimeOrderedId } from '../common/ids.ts';
import { contentHash } from '../common/payload-hash.ts';
import { toTimestamp } from '../common/time.ts';
import { traceIdToUuid } from '../common/trace.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { InboundAudit } from './inbound-audit.ts';
import type { InboundDeps } from './process-event.ts';
import { takeOver } from './take-over.ts';

/** Takes over what nobody has told us, with a row of its own, and leaves what is known without a word. @throws ConflictError `busy` */
export async function takeFound(
  item: Reservation | UnreadableReservation,
  { target, trace_id }: { readonly target: StoredTarget; readonly trace_id: string },
  deps: InboundDeps,
): Promise<void> {
  const { external_reservation_id: external_id } = item;
  const booking =
    external_id === null
      ? undefined
      : await deps.bookings.get(target, bookingId(target.id, external_id));
  const row = pulledRow(item, {
    target,
    trace_id,
    isNew: booking === undefined,
    now: deps.clock(),
  });
  if (await isKnown(item, { row, booking }, deps)) return;
  await deps.log.add(row, { hasJob: false });
  const found = { target, external_id: external_id ?? '', reservation: item };
  const closing = await takeOver(found, trace_id, deps);
  await deps.log.close(row, closing, toTimestamp(deps.clock()));
}

/**
 * Where there is no booking: nothing was to be made, or it was on record as it is. That may be otherwise once the listing is linked, and so it may with a
 * booking that was moved to a listing which was not.
 */
async function isKnown(
  item: Reservation | UnreadableReservation,
  { row, booking }: { readonly row: InboundAudit; readonly booking: StoredBooking | undefined },
  deps: InboundDeps,
): Promise<boolean> {
  if ('problem' in item) return (await deps.log.seen(row)) !== undefined;
  if (booking !== undefined) {
    if (booking.channel_updated_at < item.updated_at || booking.to_tell !== null) return false;
    const isThere = booking.external_listing_id === item.external_listing_id;
    return isThere || !(await isLinked(item, row, deps));
  }
  if (item.hold === 'free') return true;

  return !(await isLinked(item, row, deps)) && (await deps.log.seen(row)) !== undefined;
}

async function isLinked(
  { external_listing_id }: Reservation,
  row: InboundAudit,
  { links }: InboundDeps,
): Promise<boolean> {
  if (external_listing_id === null) return false;

  return (await links.unitOf(row, row.target_id, external_listing_id)) !== undefined;
}

function pulledRow(
  item: Reservation | UnreadableReservation,
  found: { target: StoredTarget; trace_id: string; isNew: boolean; now: number },
): InboundAudit {
  const { target, trace_id, isNew, now } = found;
  const { org_id, account_id, id: target_id } = target;
  const payload_hash = contentHash(item);
  const { external_reservation_id } = item;
  const version = 'updated_at' in item ? item.updated_at : payload_hash;
  const at = toTimestamp(now);

  return {
    id: newTimeOrderedId(now),
    ...{ org_id, account_id, target_id, listing_id: null },
    event_type: isNew ? 'booking_created' : 'booking_modified',
    external_event_id: `reservation:${external_reservation_id ?? 'unreadable'}:${version}`,
    ...{ payload_hash, received_at: at, created_at: at, processed_at: null },
    ...{ processing_status: 'pending', error_message: null, trace_id: traceIdToUuid(trace_id) },
    ...{ source: 'pull', external_reservation_id, reprocess_of: null },
    excerpt: excerptOf(item),
  };
}

function excerptOf(item: Reservation | UnreadableReservation): string {
  if ('problem' in item) return '{}';
  const { external_reservation_id: id, external_listing_id, arrival, departure, hold } = item;

  return JSON.stringify({ id, external_listing_id, hold, arrival, departure });
}
