import type { Schemas } from '../../http/client.ts';

export type Attempt = Schemas['OutboundAudit'];

interface OutcomeWords {
  readonly type: 'success' | 'error' | 'warning' | 'pending' | 'in-progress';
  readonly text: string;
}

const done: Readonly<Record<Attempt['operation'], string>> = {
  create: 'Published',
  update: 'Sent',
  delete: 'Removed',
};

const asked: Readonly<Record<Attempt['operation'], string>> = {
  create: 'Publish as a new listing',
  update: 'Send a change',
  delete: 'Remove from the channel',
};

export const operationWords = ({
  operation,
  resource,
}: Pick<Attempt, 'operation' | 'resource'>): string =>
  resource === 'calendar' ? 'Send nights of the calendar' : asked[operation];

/** How an attempt has ended, as an operator would say it. */
export function outcomeWords(
  attempt: Pick<Attempt, 'outcome' | 'operation' | 'http_status' | 'error_message'>,
  channel = 'the channel',
): OutcomeWords {
  switch (attempt.outcome) {
    case 'success':
      return { type: 'success', text: done[attempt.operation] };
    case 'open':
      return { type: 'in-progress', text: 'Under way' };
    case 'rate_limited':
      return { type: 'pending', text: `Sent back: ${channel} asked for a pause` };
    case 'abandoned':
      return {
        type: 'warning',
        text: 'Broken off in the middle: whether it arrived is found out before the next try',
      };
    case 'failed':
      return failedWords(attempt, channel);
  }
}

function failedWords(
  { http_status, error_message }: Pick<Attempt, 'http_status' | 'error_message'>,
  channel: string,
): OutcomeWords {
  const why = error_message === null ? '' : `: ${error_message}`;
  if (http_status === null) return { type: 'error', text: `No answer${why}` };
  if (http_status >= 500) return { type: 'error', text: `${channel} was out of order${why}` };
  return http_status >= 400 || http_status < 300
    ? { type: 'error', text: `Refused${why}` }
    : { type: 'error', text: `Led elsewhere${why}` };
}
