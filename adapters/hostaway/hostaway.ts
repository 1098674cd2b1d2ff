import timers from 'node:timers/promises';
import type { Channel, Connection } from '../../domain/channel/channel.ts';
import type { Clock } from '../../domain/common/time.ts';
import { type Exchange, makeExchange } from '../channels/exchange.ts';
import { traced } from '../channels/traced-exchange.ts';
import { readEnv, readHurry } from '../config/env.ts';
import { AccountToken } from './account-token.ts';
import { apiRoot } from './base-url.ts';
import { externalIdProblem } from './external-id.ts';
import { HostawayClient } from './hostaway-client.ts';
import { HostawaySession } from './hostaway-session.ts';
import { mapUnit } from './mapping/map-unit.ts';
import { mostIntervals, nightsBody } from './mapping/nights-body.ts';
import { payloadExcerpt } from './mapping/payload-excerpt.ts';
import { namesAccount, windowKey } from './window-key.ts';

export interface HostawaySettings {
  /** Asked at the first connection, so that mapping alone needs no environment. */
  readonly allowPrivateBaseUrls: () => boolean;
  /** @default Date.now */
  readonly clock?: Clock;
  /** @default a timer */
  readonly sleep?: (ms: number) => Promise<void>;
  /** For one whole exchange (spec, Outbound Sync Execution). @default 30,000 */
  readonly timeoutMs?: number | undefined;
  /** What `late_ms` says. @default 60,000: longer than load balancers and proxies wait for what is behind them, as a rule */
  readonly lateMs?: number | undefined;
  /** @default 8 MiB, well above a page of 100 listings */
  readonly maxBodyBytes?: number;
}

/** Hostaway's public API, version 1. */
export function hostawayChannel(settings: HostawaySettings): Channel {
  const { clock = Date.now, sleep = timers.setTimeout, timeoutMs = 30_000 } = settings;
  let exchange: Exchange | undefined;

  return {
    channel_type: 'hostaway',
    default_base_url: 'https://api.hostaway.com/v1',
    // The specification's figure; Hostaway itself allows 200 per 10 s since August 2026, and 15 before.
    default_rate_limit: { max_requests: 12, window_seconds: 10 },
    // Each picture is fetched and hosted anew, though it is the same.
    costly_fields: ['listingImages'],
    excerpt: payloadExcerpt,
    timeout_ms: timeoutMs,
    late_ms: settings.lateMs ?? 60_000,
    map: mapUnit,
    most_ranges: mostIntervals,
    nightsBody,
    windowKey,
    namesAccount,
    externalIdProblem,
    connect(connection: Connection) {
      // One for all sessions: they share their connections.
      exchange ??= traced(
        makeExchange({
          allowPrivateBaseUrls: settings.allowPrivateBaseUrls(),
          timeoutMs,
          maxBodyBytes: settings.maxBodyBytes ?? 8 * 2 ** 20,
        }),
      );
      const { base_url, answered } = connection;
      const client = new HostawayClient({ exchange, clock, answered, root: apiRoot(base_url) });
      const token = new AccountToken({ client, connection, sleep });
      return new HostawaySession({ client, token, connection });
    },
  };
}

/** Hostaway as deployed: private addresses, and less patience than it needs, only where the environment says so. */
export const hostaway: Channel = hostawayChannel({
  ...readHurry(),
  allowPrivateBaseUrls: () => readEnv().ALLOW_PRIVATE_BASE_URLS === 'true',
});
