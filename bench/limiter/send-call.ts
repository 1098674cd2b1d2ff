import * as z from 'zod';
import { preciseNow } from '../../local/hostaway/precise-now.ts';
import type { Address } from './receiver.ts';

export const sentCallSchema = z.object({
  /** Epoch ms with fractions, taken when the request was handed to the client. */
  sent_at: z.number(),
  status: z.number(),
});

export type SentCall = z.infer<typeof sentCallSchema>;

/** One call to the receiver; all senders make it with this. */
export async function sendCall({ url, token }: Address): Promise<SentCall> {
  const sent_at = preciseNow();
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  await response.arrayBuffer();

  return { sent_at, status: response.status };
}
