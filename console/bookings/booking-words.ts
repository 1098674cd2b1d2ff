import { counted } from '../common/words/counted.ts';
import { majorUnits } from '../common/words/money.ts';
import type { Schemas } from '../http/client.ts';

type Booking = Schemas['Booking'];

interface StatusWords {
  readonly type: 'success' | 'info' | 'pending' | 'stopped' | 'warning' | 'error';
  readonly text: string;
}

/** What has become of a booking; a guest who has nowhere to sleep comes before all else. */
export function bookingStatusWords({
  status,
  channel_status,
  conflict,
}: Pick<Booking, 'status' | 'channel_status' | 'conflict'>): StatusWords {
  if (conflict !== null) return { type: 'error', text: 'Others have nights of this guest' };
  switch (status) {
    case 'confirmed':
      return { type: 'success', text: 'Confirmed' };
    case 'owner_stay':
      return { type: 'info', text: 'Stay of the owner' };
    case 'pending':
      return { type: 'pending', text: `Not confirmed yet: the channel says “${channel_status}”` };
    case 'cancelled':
      return { type: 'stopped', text: 'Cancelled' };
    case 'unknown':
      return { type: 'warning', text: `Not understood: the channel says “${channel_status}”` };
  }
}

/** E.g. "2 adults, 1 child"; empty where the channel does not say. */
export function guestsInWords({
  adults,
  children,
  infants,
  pets,
}: Pick<Booking, 'adults' | 'children' | 'infants' | 'pets'>): string {
  return [
    adults ? counted(adults, 'adult') : '',
    children ? counted(children, 'child', 'children') : '',
    infants ? counted(infants, 'infant') : '',
    pets ? counted(pets, 'pet') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** E.g. "450.00 EUR"; a dash where the channel does not say. */
export function totalInWords({ total, currency }: Pick<Booking, 'total' | 'currency'>): string {
  if (total === null || currency === null) return '–';
  return `${total < 0 ? '-' : ''}${majorUnits(Math.abs(total), currency)} ${currency}`;
}
