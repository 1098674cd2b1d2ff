import { randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { ConflictError } from '../common/errors.ts';
import { sha256 } from '../common/payload-hash.ts';
import { tenantSchema } from '../common/tenant.ts';
import { timestampSchema, untilMs } from '../common/time.ts';
import { channelTypeSchema } from '../targets/target.ts';

/** The hash of a password that a channel sends along; `until`: when it ends, null for the one in use. */
const feedKeySchema = z.object({ hash: z.string(), until: timestampSchema.nullable() });

/** A look at a channel that has not come to its end. */
const feedRoundSchema = z.object({
  /** All stays that are still to come, or what has changed since the watermark. */
  reads: z.enum(['all', 'changed']),
  began_at: timestampSchema,
  /** Of the listings that were linked when it began. */
  linked: z.string(),
  /** Where the next page begins; null: at the first. */
  place: z.string().nullable(),
});

/** How bookings come in from a target: what lets the channel tell us, and how far we have looked ourselves. */
export const inboundFeedSchema = z.object({
  ...tenantSchema.shape,
  target_id: z.uuid(),
  channel_type: channelTypeSchema,
  enabled: z.boolean(),
  keys: z.array(feedKeySchema).readonly(),
  /** The channel's id of what makes it tell us; null: there is none. */
  subscription_id: z.string().nullable(),
  webhook_url: z.string().nullable(),
  last_event_at: timestampSchema.nullable(),
  /** All that had changed at the channel by then is known; null: nothing was read yet. */
  watermark: timestampSchema.nullable(),
  /** Which listings were linked when it was read last, as a hash: the bookings of others are not known. */
  linked: z.string().nullable(),
  round: feedRoundSchema.nullable(),
  /** Rises with every write; 0: it was never written. */
  version: z.int().min(0),
});

export type FeedRound = z.infer<typeof feedRoundSchema>;

export type InboundFeed = z.infer<typeof inboundFeedSchema>;

export interface InboundFeeds {
  /** By the target alone: a channel that calls us names no tenant. */
  find(targetId: string): Promise<InboundFeed | undefined>;
}

export interface InboundFeedStore extends InboundFeeds {
  /** Answers the feed as it is then; undefined, and nothing written, when it has changed since it was read. */
  update(read: InboundFeed, changes: Partial<InboundFeed>): Promise<InboundFeed | undefined>;
  remove(read: InboundFeed): Promise<void>;
}

/**
 * Changes a feed. @throws ConflictError `busy` when another has changed it since it was read
 */
export async function changeFeed(
  feed: InboundFeed,
  changes: Partial<InboundFeed>,
  feeds: InboundFeedStore,
): Promise<InboundFeed> {
  const changed = await feeds.update(feed, changes);
  if (changed === undefined)
    throw new ConflictError('busy', 'How bookings come in is being changed by another.');

  return changed;
}

/** What a channel says who it is by (HTTP Basic). */
export interface FeedLogin {
  readonly login: string;
  readonly password: string;
}

/**
 * A new login for a channel. Of the password only the hash is kept: it has 256 random bits, which nobody finds by trying, and
 * nothing of ours ever needs it again.
 */
export function newFeedLogin(targetId: string): FeedLogin & { readonly hash: string } {
  const password = randomBytes(32).toString('base64url');

  return { login: targetId, password, hash: sha256(password) };
}

/** Stands in for a feed that does not exist, so that its absence takes as long to find out as a wrong password. */
const nobody: Pick<InboundFeed, 'keys'> = { keys: [{ hash: sha256(''), until: null }] };

/** Whether an `Authorization` header is that of a feed's channel now (epoch ms). Takes the same time whatever is wrong. */
export function isOfFeed(
  feed: InboundFeed | undefined,
  authorization: string | undefined,
  now: number,
): feed is InboundFeed {
  const { login, password } = readBasic(authorization);
  const presented = Buffer.from(sha256(password), 'hex');
  const { keys } = feed ?? nobody;
  const matches = keys.map(
    ({ hash, until }) =>
      timingSafeEqual(Buffer.from(hash, 'hex'), presented) &&
      (until === null || untilMs(until) > now),
  );

  return feed !== undefined && login === feed.target_id && matches.includes(true);
}

/** Nobody's password is empty, so that what cannot be read is refused. */
function readBasic(authorization = ''): FeedLogin {
  const encoded = /^basic +([a-z0-9+/]{0,400}={0,2})$/i.exec(authorization.trim())?.[1] ?? '';
  const [, login = '', password = ''] =
    /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];

  return { login, password };
}
