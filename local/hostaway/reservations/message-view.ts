import { dateTime } from '../api/listing-view.ts';
import type { StoredReservation } from './stored-reservation.ts';

interface Message {
  readonly id: number;
  readonly text: string;
  /** Epoch ms. */
  readonly now: number;
}

/** A guest's message as the API shows it. Each reservation has one conversation, with the same number. */
export function messageView(
  { id, account_id, listing_id, fields }: StoredReservation,
  message: Message,
): Record<string, unknown> {
  const at = dateTime(message.now);

  return {
    id: message.id,
    accountId: account_id,
    listingMapId: listing_id,
    reservationId: id,
    conversationId: id,
    communicationType: 'channel',
    recipientName: fields.guestFirstName ?? null,
    body: message.text,
    isIncoming: 1,
    isSeen: 0,
    status: 'sent',
    date: at,
    insertedOn: at,
    updatedOn: at,
  };
}
