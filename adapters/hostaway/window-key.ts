import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Secret } from '../../domain/credentials/credentials.ts';
import { accountNumber } from './account-number.ts';
import { apiRoot } from './base-url.ts';

const claimsSchema = z.object({
  aud: z.union([
    z.string().min(1),
    z.number(),
    z.tuple([z.string().min(1)]).transform(([one]) => one),
  ]),
});

/**
 * Hostaway counts calls per account, so the window belongs to host and account id: given with an API key, or the `aud` of a
 * token (a JWT). A token that does not tell its account stands for itself. 32 hex digits of SHA-256; nothing
 * can be read back from it.
 */
export function windowKey(baseUrl: string, secret: Secret): string {
  const { host } = new URL(apiRoot(baseUrl));
  const digest = createHash('sha256').update(JSON.stringify([host, ...accountOf(secret)]));

  return digest.digest('hex').slice(0, 32);
}

/** Whether the account is known, so that another token of it would get the same key. */
export function namesAccount(secret: Secret): boolean {
  return accountOf(secret)[0] === 'account';
}

function accountOf({ credentials }: Secret): ['account' | 'token', string] {
  if ('account_id' in credentials) return ['account', accountNumber(credentials.account_id)];

  const account = audience(credentials.api_token);
  return account === undefined ? ['token', credentials.api_token] : ['account', account];
}

/** `aud` of a JWT, unverified: it only groups calls, and a wrong one harms nobody but its owner. */
function audience(token: string): string | undefined {
  const [, payload] = token.split('.');
  if (!payload) return undefined;

  try {
    const claims = claimsSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
    return accountNumber(String(claims.aud));
  } catch {
    return undefined;
  }
}
