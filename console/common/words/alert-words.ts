import type { Schemas } from '../../http/client.ts';
import { duration, milliseconds, percent } from './time.ts';

/** Of those that hold now, or one that is kept: `listing_id` is that of the listing that it is about. */
export type Alert = Schemas['DashboardRow']['alerts'][number] &
  Partial<Pick<Schemas['Alert'], 'listing_id'>>;
export type AlertRule = Alert['rule'];

export interface AlertWords {
  readonly type: 'error' | 'warning' | 'info';
  readonly title: string;
  readonly detail: string;
  /** What to do, or that nothing need be done. */
  readonly advice: string;
  /** The tab of the target's page where it is seen to. */
  readonly tab: 'settings' | 'waiting' | 'attempts' | 'overview' | 'bookings';
}

type Words = Omit<AlertWords, 'detail'> & { readonly detail: (alert: Alert) => string };

/** An alert as an operator would say it, and what to do about it. */
export function alertInWords(alert: Alert): AlertWords {
  const words = all[alert.rule];
  return { ...words, detail: words.detail(alert) };
}

/** What an alert of a rule is called. */
export const alertTitle = (rule: AlertRule): string => all[rule].title;

/** Where an alert is seen to: its listing, or a tab of its target. */
export function seeToIt(alert: Pick<Alert, 'rule' | 'listing_id'> & { target_id: string }): string {
  const { rule, listing_id, target_id } = alert;
  return listing_id ? `/listings/${listing_id}` : `/targets/${target_id}?tab=${all[rule].tab}`;
}

const said = ({ message }: Alert) =>
  `${message.charAt(0).toUpperCase()}${message.slice(1).replace(/\.$/, '')}.`;
const counted =
  (one: string, many: string) =>
  ({ value }: Alert) =>
    value === 1 ? one : `${value} ${many}`;

const all: Readonly<Record<AlertRule, Words>> = {
  credentials_rejected: {
    type: 'error',
    title: 'The channel refuses the credentials',
    detail: said,
    advice: 'Nothing is sent until new credentials are entered.',
    tab: 'settings',
  },
  channel_unavailable: {
    type: 'error',
    title: 'The channel is down',
    detail: said,
    advice: 'Nothing need be done: changes wait, and are sent by themselves when it is back.',
    tab: 'waiting',
  },
  target_offline: {
    type: 'error',
    title: 'The channel is out of reach',
    detail: said,
    advice: 'Check the base URL. If it is right, the channel is tried again every few minutes.',
    tab: 'settings',
  },
  silence_seconds: {
    type: 'warning',
    title: 'The channel asked for a long pause',
    detail: ({ value }) => `It lasts ${duration(value ?? 0)} more.`,
    advice: 'Nothing need be done: what waits is sent afterwards.',
    tab: 'waiting',
  },
  oldest_waiting_seconds: {
    type: 'warning',
    title: 'A change has been waiting for long',
    detail: ({ value, threshold }) =>
      `The oldest waits for ${duration(value ?? 0)}; usual is less than ${duration(threshold ?? 0)}.`,
    advice: 'The list of what waits tells why.',
    tab: 'waiting',
  },
  rate_limited_ratio: {
    type: 'warning',
    title: 'The channel refuses calls as too many',
    detail: ({ value, threshold }) =>
      `${percent(value ?? 0)} of the calls of the last 10 minutes (answer 429); usual is less than ${percent(threshold ?? 0)}.`,
    advice: 'Nothing is lost. If it stays so, lower the rate limit: others may use the account.',
    tab: 'settings',
  },
  p95_latency_ms: {
    type: 'warning',
    title: 'The channel is slow',
    detail: ({ value, threshold }) =>
      `One call in twenty of the last hour took ${milliseconds(value ?? 0)} or longer; usual is less than ${milliseconds(threshold ?? 0)}.`,
    advice: 'Nothing need be done, changes only take longer.',
    tab: 'overview',
  },
  error_rate: {
    type: 'warning',
    title: 'Many attempts fail',
    detail: ({ value }) => `${percent(value ?? 0)} of the attempts of the last 24 hours.`,
    advice: 'The attempts tell what the channel has answered.',
    tab: 'attempts',
  },
  content_refused: {
    type: 'warning',
    title: 'The channel refuses content',
    detail: (alert) =>
      alert.listing_id ? said(alert) : counted('The content of one listing.', 'listings.')(alert),
    advice: 'Each tells why. Once its unit is mended it is sent by itself.',
    tab: 'waiting',
  },
  listings_failed: {
    type: 'warning',
    title: 'Listings could not be sent',
    detail: counted('One listing.', 'listings.'),
    advice: 'They are not tried again by themselves. Each tells why and what to do.',
    tab: 'waiting',
  },
  removals_failed: {
    type: 'warning',
    title: 'Listings could not be removed from the channel',
    detail: counted('One archived listing.', 'archived listings.'),
    advice: 'They may still be on sale there. Ask for the removal again, or remove them by hand.',
    tab: 'waiting',
  },
  dead_letters: {
    type: 'error',
    title: 'Listings broke the system',
    detail: counted('One listing.', 'listings.'),
    advice: 'Change the unit or retry the listing. If it comes back, the developers must look.',
    tab: 'waiting',
  },
  attempts_unrecorded: {
    type: 'error',
    title: 'Attempts are not on record',
    detail: counted('One attempt.', 'attempts.'),
    advice: 'Calls may have been made that the audit does not have: the developers must look.',
    tab: 'attempts',
  },
  changes_forgotten: {
    type: 'warning',
    title: 'Changes had been lost',
    detail: counted('One listing was behind.', 'listings were behind.'),
    advice: 'They are being sent now. If it comes back, the developers must look.',
    tab: 'waiting',
  },
  consumer_off: {
    type: 'error',
    title: 'Nothing drained the queue',
    detail: () => 'Changes waited though the account is active.',
    advice: 'It is put back by itself within five minutes.',
    tab: 'overview',
  },
  double_booking: {
    type: 'error',
    title: 'Two guests have the same nights',
    detail: ({ message }) => message,
    advice: 'Find one of them another bed, and cancel or move that booking at its channel.',
    tab: 'bookings',
  },
  inbound_failed: {
    type: 'error',
    title: 'A booking was not taken over',
    detail: counted('One message of the channel.', 'messages of the channel.'),
    advice: 'The inbound log says why, and can have it tried again.',
    tab: 'bookings',
  },
  subscription_lost: {
    type: 'warning',
    title: 'The channel had stopped telling of bookings',
    detail: () => 'Its subscription was gone or off.',
    advice: 'It is made anew by itself, and what was missed is read.',
    tab: 'bookings',
  },
  credentials_expired: {
    type: 'error',
    title: 'The credentials have ended',
    // Whole days, rounded down: -1 is less than a day ago.
    detail: ({ value }) => ((value ?? 0) >= -1 ? 'Today.' : `${days(-1 - (value ?? 0))} ago.`),
    advice: 'Enter new ones.',
    tab: 'settings',
  },
  credentials_expire: {
    type: 'info',
    title: 'The credentials end soon',
    detail: ({ value }) => (value === 0 ? 'Today.' : `In ${days(value ?? 0)}.`),
    advice: 'Enter new ones before.',
    tab: 'settings',
  },
};

const days = (count: number) => (count === 1 ? 'one day' : `${count} days`);

const isRule = (name: string): name is AlertRule => name in all;

/** Every rule, those that stop calls first. */
export const alertRules: readonly AlertRule[] = Object.keys(all).filter(isRule);
