import { cutText } from '../common/cut-text.ts';
import type { Secret } from './credentials.ts';

const longestMessage = 500;

/** A message fit for operators and logs: short, and without the secret should a channel have echoed it. */
export function redact(message: string, secret: Secret): string {
  const { credentials, access_token } = secret;
  const hidden = 'api_token' in credentials ? credentials.api_token : credentials.api_key;
  const clean = [hidden, access_token ?? '']
    .filter((text) => text !== '')
    .reduce((text, needle) => text.replaceAll(needle, '[redacted]'), message);

  return cutText(clean, longestMessage);
}
