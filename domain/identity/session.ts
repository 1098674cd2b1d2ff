import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { sha256 } from '../common/payload-hash.ts';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import type { Member } from './member.ts';

const hour = 3_600_000;
/** A session that is not used for so long is over, ms. */
const idleFor = 2 * hour;
/** And after so long at all events, ms. */
export const lastsFor = 12 * hour;

/** A person who has logged in to one account. What they may do there is the membership's, and read with each request. */
export const sessionSchema = tenantSchema.extend({
  /** SHA-256 (hex) of the session's id, which only the browser has. */
  id_hash: z.string(),
  user_id: z.uuid(),
  email: z.string(),
  created_at: timestampSchema,
  ends_at: timestampSchema,
  /** To some minutes. */
  used_at: timestampSchema,
});

export type Session = z.infer<typeof sessionSchema>;

const ownerSchema = tenantSchema.extend({ user_id: z.uuid() });

/**
 * A session of a member, and the id to be given to the browser alone: 256 random bits and whose it is, so that session and
 * membership can be read in one request. The hash covers both.
 * @param now ms since the epoch
 * @param ends_at of the session it continues @default 12 hours from now
 */
export function newSession(
  { org_id, account_id, user_id, email }: Member,
  now: number,
  ends_at = toTimestamp(now + lastsFor),
): { readonly id: string; readonly session: Session } {
  const id = [randomBytes(32).toString('base64url'), org_id, account_id, user_id].join('.');
  const at = toTimestamp(now);
  const times = { created_at: at, ends_at, used_at: at };

  return { id, session: { org_id, account_id, user_id, email, id_hash: sha256(id), ...times } };
}

/** Whose session an id says it is; undefined for what is no session's id. */
export function ownerOf(id: string): z.infer<typeof ownerSchema> | undefined {
  const [, org_id, account_id, user_id] = id.split('.');

  return ownerSchema.safeParse({ org_id, account_id, user_id }).data;
}

/** When a session is over unless it is used again, ms since the epoch. */
export function endOf({ ends_at, used_at }: Pick<Session, 'ends_at' | 'used_at'>): number {
  return Math.min(Date.parse(ends_at), Date.parse(used_at) + idleFor);
}
