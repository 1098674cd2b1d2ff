import type { Schemas } from '../http/client.ts';

export type InboundRow = Schemas['InboundAudit'];

const eventNames: Readonly<Record<InboundRow['event_type'], string>> = {
  booking_created: 'New booking',
  booking_modified: 'Booking changed',
  booking_cancelled: 'Booking cancelled',
  availability_updated: 'Nights changed',
  message_received: 'Message of a guest',
  test: 'Test by the channel',
  unknown: 'Not understood',
};

/** E.g. "Booking changed: reservation 4711". */
export function eventInWords({
  event_type,
  external_reservation_id,
}: Pick<InboundRow, 'event_type' | 'external_reservation_id'>): string {
  const reservation = external_reservation_id && `: reservation ${external_reservation_id}`;
  return `${eventNames[event_type]}${reservation ?? ''}`;
}

export const statusOptions = [
  { value: '', label: 'Any status' },
  { value: 'pending', label: 'Waits its turn' },
  { value: 'success', label: 'Taken over' },
  { value: 'failed', label: 'Failed' },
  { value: 'duplicate', label: 'Known already' },
  { value: 'ignored', label: 'Nothing to do' },
] as const;

/** What has become of what a channel told. */
export const statusNames = Object.fromEntries(
  statusOptions.map(({ value, label }) => [value, label]),
);

export const statusTypes = {
  pending: 'pending',
  success: 'success',
  failed: 'error',
  duplicate: 'info',
  ignored: 'stopped',
} as const satisfies Readonly<Record<InboundRow['processing_status'], string>>;

export interface InboundFilter {
  readonly target_id?: string;
  readonly status?: InboundRow['processing_status'];
}

/** Of the page's address; what the API does not know is left out. */
export function inboundFilter(
  chosen: Readonly<Record<'target' | 'status', string>>,
): InboundFilter {
  const status = statusOptions.find(({ value }) => value === chosen.status)?.value;
  return { ...(chosen.target && { target_id: chosen.target }), ...(status && { status }) };
}

/** Whether the reservation that a row is about can be looked at once more. */
export const canRepeat = ({
  processing_status,
  external_reservation_id,
}: Pick<InboundRow, 'processing_status' | 'external_reservation_id'>): boolean =>
  processing_status !== 'pending' && external_reservation_id !== null;
