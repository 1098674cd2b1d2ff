import type { Schemas } from '../../http/client.ts';

type ChannelType = Schemas['Target']['channel_type'];

/** As the channels call themselves. */
export const channelNames: Readonly<Record<ChannelType, string>> = {
  hostaway: 'Hostaway',
  airbnb: 'Airbnb',
  vrbo: 'Vrbo',
  booking_com: 'Booking.com',
  internal_brand: 'Own site',
};
