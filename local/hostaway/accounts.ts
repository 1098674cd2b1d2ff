import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Journal } from '../journal.ts';
import type { Account } from './simulator-options.ts';

const tokenSchema = z.object({
  token: z.string(),
  account_id: z.int(),
  /** Epoch ms. */
  usable_from: z.number(),
  expires_at: z.number(),
  revoked: z.boolean(),
});

type Token = z.infer<typeof tokenSchema>;

interface TokenTimes {
  readonly tokenDelayMs: number;
  readonly tokenLifetimeSeconds: number;
}

/** Who may call: accounts with their API keys, and every token ever made for them. */
export class Accounts {
  readonly #accounts = new Map<number, Account>();
  readonly #tokens = new Map<string, Token>();
  readonly #journal: Journal;
  readonly #times: TokenTimes;

  constructor(accounts: readonly Account[], times: TokenTimes, journal: Journal) {
    this.#journal = journal;
    this.#times = times;
    for (const account of accounts) this.add(account);
    for (const value of journal.values('token')) {
      const token = tokenSchema.parse(value);
      this.#tokens.set(token.token, token);
    }
  }

  add(account: Account): void {
    this.#accounts.set(account.id, account);
    for (const token of account.tokens) {
      this.#tokens.set(token, {
        token,
        account_id: account.id,
        usable_from: 0,
        expires_at: Number.MAX_SAFE_INTEGER,
        revoked: false,
      });
    }
  }

  /** The number of the account that calls itself so, if there is one. */
  named(clientId: string | null): number | undefined {
    return this.#accounts.get(Number(clientId ?? ''))?.id;
  }

  /** The account that a token opens now. */
  accountOf(token: string, now: number): number | undefined {
    const known = this.#tokens.get(token);
    if (known === undefined || known.revoked) return undefined;

    return now >= known.usable_from && now < known.expires_at ? known.account_id : undefined;
  }

  /** Mints a token; undefined for a wrong id or key. */
  mint(clientId: string, secret: string, now: number): string | undefined {
    const account = this.#accounts.get(Number(clientId));
    if (account === undefined || account.api_key !== secret) return undefined;
    const { tokenDelayMs, tokenLifetimeSeconds } = this.#times;
    const token = tokenText(account.id, now, tokenLifetimeSeconds);
    this.#keep({
      token,
      account_id: account.id,
      usable_from: now + tokenDelayMs,
      expires_at: now + tokenLifetimeSeconds * 1000,
      revoked: false,
    });

    return token;
  }

  revoke(token: string): void {
    const known = this.#tokens.get(token);
    if (known !== undefined) this.#keep({ ...known, revoked: true });
  }

  /** Revokes every token that exists, or takes it back; of one account or of all. */
  revokeAll(revoked: boolean, accountId?: number): void {
    for (const token of this.#tokens.values()) {
      if (accountId === undefined || token.account_id === accountId) {
        this.#keep({ ...token, revoked });
      }
    }
  }

  #keep(token: Token): void {
    this.#tokens.set(token.token, token);
    this.#journal.write('token', token.token, token);
  }
}

/** Looks like Hostaway's: a JWT with these claims. Its signature is random, since only its issuer could check it. */
function tokenText(accountId: number, now: number, lifetimeSeconds: number): string {
  const issued = Math.floor(now / 1000);
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    aud: String(accountId),
    jti: randomUUID(),
    iat: issued,
    nbf: issued,
    exp: issued + lifetimeSeconds,
    sub: '',
    scopes: ['general'],
    secretId: accountId,
  };

  return [
    part({ typ: 'JWT', alg: 'RS256' }),
    part(claims),
    randomBytes(256).toString('base64url'),
  ].join('.');
}
