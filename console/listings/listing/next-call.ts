import type { Schemas } from '../../http/client.ts';

export type Preview = Schemas['ListingPreview'];

interface CallWords {
  readonly type: 'info' | 'success' | 'warning' | 'error';
  readonly text: string;
}

/** What would be done for a listing now, or why nothing is. `name`: as the channel calls itself. */
export function nextCallWords(
  { operation, held_back }: Pick<Preview, 'operation' | 'held_back'>,
  name: string,
): CallWords {
  switch (operation) {
    case 'create':
      return { type: 'info', text: `It would be published at ${name} as a new listing.` };
    case 'update':
      return { type: 'info', text: `It would be sent to ${name} as a change of its listing.` };
    case 'delete':
      return { type: 'info', text: `It would be removed from ${name}.` };
    case null:
      return heldBack[held_back ?? '']?.(name) ?? { type: 'info', text: 'Nothing is sent now.' };
  }
}

const heldBack: Readonly<Record<string, (name: string) => CallWords>> = {
  unchanged: (name) => ({ type: 'success', text: `There is nothing to send: ${name} has it all.` }),
  gone: (name) => ({ type: 'success', text: `There is nothing to remove at ${name}.` }),
  invalid: (name) => ({
    type: 'error',
    text: `${name} would not take this content, so it is not sent. Mend the unit: it is sent by itself then.`,
  }),
  settled: () => ({
    type: 'error',
    text: 'This content was tried and has failed. It is sent again when the unit changes, or when you send it again.',
  }),
  'in-progress': () => ({ type: 'info', text: 'It is being sent at this moment.' }),
  'retry-after': () => ({ type: 'info', text: 'It waits a little before the next try.' }),
  'target-paused': () => ({
    type: 'warning',
    text: 'The channel account is paused: nothing is sent until it is resumed.',
  }),
  rate_limited: (name) => ({
    type: 'info',
    text: `${name} asked for a pause; it is sent after it.`,
  }),
  unavailable: (name) => ({
    type: 'warning',
    text: `${name} does not answer; it is sent when it does again.`,
  }),
  credentials_rejected: (name) => ({
    type: 'error',
    text: `${name} refuses the credentials of the channel account: give new ones.`,
  }),
  'target-gone': () => ({ type: 'warning', text: 'The channel account was deleted.' }),
  'listing-paused': () => ({
    type: 'warning',
    text: 'The listing is paused: nothing is sent until it is resumed.',
  }),
  'listing-archived': () => ({ type: 'info', text: 'The listing is archived: nothing is sent.' }),
};

/** What a listing lacks or loses, and the unit's field it is about, e.g. `bathrooms`. */
export type Remark = Schemas['Listing']['warnings'][number];
