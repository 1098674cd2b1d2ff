/** What a reservation can be. `confirmed` was one too, and is taken for `new` where it is still written. */
export const statuses = [
  'new',
  'modified',
  'cancelled',
  'ownerStay',
  'pending',
  'awaitingPayment',
  'awaitingGuestVerification',
  'declined',
  'expired',
  'unconfirmed',
  'inquiry',
  'inquiryPreapproved',
  'inquiryDenied',
  'inquiryTimedout',
  'inquiryNotPossible',
  'unknown',
] as const;

const blocking = new Set([
  'new',
  'modified',
  'ownerStay',
  'awaitingPayment',
  'awaitingGuestVerification',
]);

/** Whether a reservation of this status holds its nights against others. */
export function isBlocking(status: string): boolean {
  return blocking.has(status);
}

/** The channels a reservation may come from, by number. */
export const channels: ReadonlyMap<number, string> = new Map([
  [2000, 'direct'],
  [2002, 'homeaway'],
  [2005, 'bookingcom'],
  [2007, 'expedia'],
  [2009, 'homeawayical'],
  [2010, 'vrboical'],
  [2013, 'bookingengine'],
  [2015, 'customIcal'],
  [2016, 'tripadvisorical'],
  [2017, 'wordpress'],
  [2018, 'airbnbOfficial'],
  [2019, 'marriott'],
  [2020, 'partner'],
  [2021, 'gds'],
  [2022, 'google'],
]);

/** The only channels in whose name the API makes a reservation. */
export const creatableChannels = [2000, 2002, 2020] as const;
