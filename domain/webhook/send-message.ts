import { type SignedMessage, type SigningKeys, signatureHeaders } from './signing-keys.ts';

/** One POST of JSON to a public address. Redirects are not followed. */
export type PostJson = (
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
) => Promise<Posted>;

/** What the other end answered, or why there is no answer. */
export type Posted =
  | { readonly status: number; readonly body: string }
  | { readonly status: null; readonly reason: string };

/** `gone`: the receiver wants no more. `message` is for people. */
export interface Receipt {
  readonly outcome: 'delivered' | 'failed' | 'gone';
  readonly status: number | null;
  readonly message: string;
  /** What the receiver answered. */
  readonly body: string;
}

/** Sends a message to a receiver once, signed as of now. */
export async function sendMessage(
  message: SignedMessage,
  { url, keys, now }: { readonly url: string; readonly keys: SigningKeys; readonly now: number },
  post: PostJson,
): Promise<Receipt> {
  const posted = await post(url, signatureHeaders(message, keys, now), message.body);
  if (posted.status === null)
    return {
      ...{ outcome: 'failed', status: null, body: '' },
      message: `The receiver did not answer: ${posted.reason}.`,
    };

  return { ...posted, ...judged(posted.status) };
}

/** As Standard Webhooks wants it: 2xx is taken, 410 wants no more, and anything else may go better later. */
function judged(status: number): Pick<Receipt, 'outcome' | 'message'> {
  const answered = `The receiver answered ${status}`;
  if (status >= 200 && status < 300) return { outcome: 'delivered', message: `${answered}.` };
  if (status === 410) return { outcome: 'gone', message: `${answered}: it wants no more.` };
  if (status >= 300 && status < 400)
    return { outcome: 'failed', message: `${answered}: redirects are not followed.` };

  return { outcome: 'failed', message: `${answered}.` };
}
