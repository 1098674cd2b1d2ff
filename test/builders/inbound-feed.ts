import { sha256 } from '../../domain/common/payload-hash.ts';
import type { InboundFeed } from '../../domain/inbound/inbound-feed.ts';
import { aTarget } from './target.ts';

export const feedPassword = 'a password of 256 random bits';

/** How bookings come in from a target, by a login whose password is `feedPassword`. */
export function aFeed(over: Partial<InboundFeed> = {}): InboundFeed {
  const { org_id, account_id, id } = aTarget();

  return {
    ...{ org_id, account_id, target_id: id, channel_type: 'hostaway', enabled: true },
    keys: [{ hash: sha256(feedPassword), until: null }],
    subscription_id: '7',
    webhook_url: `https://channels.example.com/api/v1/webhooks/hostaway/${id}`,
    ...{ last_event_at: null, watermark: null, linked: null, round: null, version: 1 },
    ...over,
  };
}

/** As HTTP writes it. */
export function basicOf(login: string, password: string): string {
  return `Basic ${Buffer.from(`${login}:${password}`).toString('base64')}`;
}
