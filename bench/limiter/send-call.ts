import { preciseNow } from '../../local/hostaway/precise-now.ts';
import type { Address } from './receiver.ts';

export interface SentCall {
  /** Epoch ms with fractions, taken when the request was handed to the client. */
  readonly sent_at: number;
  readonly status: number;
}

/** One call to the receiver; both senders make it with this. */
export async function sendCall({ url, token }: Address): Promise<SentCall> {
  const sent_at = preciseNow();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();

  return { sent_at, status: response.status };
}
