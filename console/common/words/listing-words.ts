import type { Schemas } from '../../http/client.ts';
import { duration, relativeTime } from './time.ts';

/** What the words are made of: a listing, also as a target's health tells of one that waits. */
export type ListingState = Pick<
  Schemas['Listing'],
  'status' | 'sync_status' | 'error_message' | 'retry_count' | 'retry_after_at'
> &
  Partial<
    Pick<
      Schemas['Listing'],
      | 'last_synced_at'
      | 'external_listing_id'
      | 'warnings'
      | 'is_being_sent'
      | 'is_in_doubt'
      | 'is_refused'
    >
  >;

/** What is known of the listing's target; nothing is said of it otherwise. */
export type TargetState = Pick<
  Schemas['Target'],
  'is_active' | 'blocked_until' | 'block_reason' | 'health_message'
>;

export interface Surroundings {
  /** Epoch ms. */
  readonly now: number;
  /** As the channel calls itself, e.g. "Hostaway". @default "the channel" */
  readonly channel?: string | undefined;
  readonly target?: TargetState | undefined;
  /** How long what is before it in the queue takes, if that is known. */
  readonly waitSeconds?: number | undefined;
}

export interface ListingWords {
  readonly type: 'success' | 'pending' | 'in-progress' | 'error' | 'warning' | 'stopped';
  readonly text: string;
  /** What to do, or what comes next by itself. */
  readonly advice?: string;
}

/** How a listing is doing, as an operator would say it. */
export function listingWords(listing: ListingState, around: Surroundings): ListingWords {
  const name = around.channel ?? 'the channel';
  if (listing.status === 'archived') return archivedWords(listing, name);
  if (listing.status === 'paused') return pausedWords(listing);
  if (listing.is_being_sent) return { type: 'in-progress', text: 'Is being sent' };

  switch (listing.sync_status) {
    case 'ok':
      return listing.status === 'error' ? goneWords(name) : sentWords(listing, around);
    case 'error':
      return listing.status === 'error' ? goneWords(name) : failedWords(listing, name);
    case 'pending':
    case 'rate_limited':
      return waitingWords(listing, around, name);
  }
}

/** Whether it changes by itself within seconds, so that looking again soon is worth it. */
export function isUnderWay({ status, sync_status, is_being_sent }: ListingState): boolean {
  return (
    is_being_sent === true ||
    (status !== 'paused' && (sync_status === 'pending' || sync_status === 'rate_limited'))
  );
}

function archivedWords({ sync_status, error_message }: ListingState, name: string): ListingWords {
  if (sync_status === 'ok')
    return { type: 'stopped', text: 'Archived', ...(error_message && { advice: error_message }) };
  if (sync_status !== 'error')
    return { type: 'in-progress', text: `Is being removed from ${name}` };

  return {
    type: 'error',
    text: `Could not be removed from ${name}: ${reason(error_message)}`,
    advice: `It may still be on sale there. Ask for the removal again, or remove it at ${name} by hand.`,
  };
}

function pausedWords({ sync_status }: ListingState): ListingWords {
  const waits = sync_status !== 'ok';
  return {
    type: 'stopped',
    text: waits ? 'Paused, with a change to send' : 'Paused',
    advice: 'Nothing is sent until it is resumed. What changes meanwhile is sent then.',
  };
}

function goneWords(name: string): ListingWords {
  return {
    type: 'error',
    text: `Deleted at ${name}`,
    advice: 'Publish it again as a new listing, or archive it.',
  };
}

function sentWords(
  { last_synced_at, warnings = [] }: ListingState,
  { now }: Surroundings,
): ListingWords {
  if (!last_synced_at) return { type: 'success', text: 'In order' };
  const remarks = warnings.length === 0 ? '' : `, with ${count(warnings.length, 'remark')}`;
  const sent = relativeTime(last_synced_at, Math.max(now, Date.parse(last_synced_at)));

  return { type: 'success', text: `Sent ${sent}${remarks}` };
}

function failedWords({ error_message, is_refused }: ListingState, name: string): ListingWords {
  const why = reason(error_message);
  return is_refused
    ? {
        type: 'error',
        text: `Refused by ${name}: ${why}`,
        advice: 'Mend it in the unit: it is sent by itself then.',
      }
    : {
        type: 'error',
        text: `Could not be sent: ${why}`,
        advice: 'It is not tried again by itself. Send it again, or change the unit.',
      };
}

function waitingWords(listing: ListingState, around: Surroundings, name: string): ListingWords {
  const { error_message, retry_count, external_listing_id, status } = listing;
  const held = heldByTarget(around, name);
  if (held !== undefined) return held;
  if (listing.is_in_doubt)
    return {
      type: 'warning',
      text: 'In doubt: looked for before it is sent again',
      advice: `${capital(name)} has not said whether the last call arrived. So that no double comes about, it is looked for there first.`,
    };
  const left = secondsUntil(listing.retry_after_at, around.now);
  if (listing.sync_status === 'rate_limited')
    return {
      type: 'pending',
      text: `Waits: ${name} asked for a pause${left === undefined ? '' : `, ${duration(left)} more`}`,
    };
  if (retry_count > 0 || left !== undefined)
    return {
      type: 'warning',
      text: `Is tried again${left === undefined ? '' : ` in ${duration(left)}`}: ${reason(error_message)}`,
      ...(retry_count > 0 && {
        advice: `${count(retry_count, 'try', 'tries')} so far, at most 6.`,
      }),
    };
  if (status === 'error' && external_listing_id === null)
    return { type: 'pending', text: 'Waits to be published again' };

  return {
    type: 'pending',
    text: `Waits for its turn${around.waitSeconds === undefined ? '' : `, about ${duration(around.waitSeconds)}`}`,
  };
}

/** What holds up all listings of a target holds this one up too. */
function heldByTarget({ target, now }: Surroundings, name: string): ListingWords | undefined {
  if (target === undefined) return undefined;
  if (!target.is_active)
    return {
      type: 'stopped',
      text: 'Waits: the channel account is paused',
      advice: 'It is sent when the account is resumed.',
    };
  const left = secondsUntil(target.blocked_until, now);
  if (left === undefined) return undefined;
  switch (target.block_reason) {
    case 'credentials_rejected':
      return {
        type: 'error',
        text: `Waits: ${name} refuses the credentials`,
        advice: 'Give new credentials to the channel account: it is sent by itself then.',
      };
    case 'unavailable':
      return {
        type: 'warning',
        text: `Waits: ${name} does not answer, looked at again in ${duration(left)}`,
      };
    case 'rate_limited':
      return { type: 'pending', text: `Waits: ${name} asked for a pause, ${duration(left)} more` };
    case null:
      return undefined;
  }
}

function secondsUntil(at: string | null, now: number): number | undefined {
  const left = at === null ? 0 : (Date.parse(at) - now) / 1000;
  return left > 0 ? Math.max(1, left) : undefined;
}

const reason = (message: string | null) => message ?? 'no reason was given';
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
