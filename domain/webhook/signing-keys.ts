import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Tenant } from '../common/tenant.ts';
import { timestampSchema, toTimestamp } from '../common/time.ts';

/** As Standard Webhooks has it: `whsec_` and the key in base64. */
const signingSecretSchema = z.string().startsWith('whsec_');

/** What the secret of a webhook holds. */
export const signingKeysSchema = z.object({
  current: signingSecretSchema,
  /** The one before the last rotation, which signs as well until a moment. */
  previous: z.object({ secret: signingSecretSchema, until: timestampSchema }).optional(),
});

export type SigningKeys = z.infer<typeof signingKeysSchema>;

/** For how long receivers have time to take up a new secret. */
export const previousKeyMs = 24 * 3_600_000;

/** Where the keys of webhooks are kept. */
export interface SigningKeyVault {
  /** Answers the name of the new secret. */
  create(tenant: Tenant, keys: SigningKeys): Promise<string>;
  read(ref: string): Promise<SigningKeys>;
  replace(ref: string, keys: SigningKeys): Promise<void>;
  /** For good: nothing is left to sign for. Nothing happens when there is none. */
  remove(ref: string): Promise<void>;
}

/** The specification advises 24 to 64 random bytes. */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** A new secret, with the one before it good for another day. */
export function rotatedKeys({ current }: SigningKeys, now: number): SigningKeys {
  return {
    current: newSigningSecret(),
    previous: { secret: current, until: toTimestamp(now + previousKeyMs) },
  };
}

export interface SignedMessage {
  /** The same whenever the same thing is told again. */
  readonly id: string;
  readonly body: string;
}

/**
 * The headers that prove who has sent a message and when (Standard Webhooks, "Signature scheme"): one signature for each secret that
 * holds, the newest first.
 */
export function signatureHeaders(
  { id, body }: SignedMessage,
  { current, previous }: SigningKeys,
  now: number,
): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  const isOldGood = previous !== undefined && Date.parse(previous.until) > now;
  const signatures = [current, ...(isOldGood ? [previous.secret] : [])].map((secret) => {
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });

  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

/** A text of a receiver, which knows the keys, without them. */
export function withoutKeys(text: string, { current, previous }: SigningKeys): string {
  return [current, previous?.secret ?? current].reduce(
    (clean, secret) => clean.replaceAll(anySpelling(secret.slice('whsec_'.length)), '[redacted]'),
    text,
  );
}

/** A key as it is, or with its signs escaped as in an address or in JSON, or as others have them in their base64. */
function anySpelling(key: string): RegExp {
  const sign = String.raw`(?:%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\?.)`;

  return new RegExp(key.replace(/=+$/, '').replaceAll(/[^a-z0-9]/gi, sign), 'gi');
}
