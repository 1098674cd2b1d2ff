import * as z from 'zod';
import type { ReadDelivery } from '../channel/delivery.ts';
import { newTimeOrderedId } from '../common/ids.ts';
import { sha256 } from '../common/payload-hash.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import { traceIdToUuid } from '../common/trace.ts';
import type { InboundAudit, InboundIntake } from './inbound-audit.ts';
import { type InboundFeed, type InboundFeeds, isOfFeed } from './inbound-feed.ts';

export interface ReceiveDeps {
  readonly feeds: InboundFeeds;
  readonly intake: InboundIntake;
  /** Undefined for a channel that tells us nothing. */
  readonly readerFor: (channelType: string) => ReadDelivery | undefined;
  readonly clock: Clock;
}

/** A delivery as it came in by HTTP. */
export interface ReceivedDelivery {
  readonly channel_type: string;
  readonly target_id: string;
  readonly authorization: string | undefined;
  readonly text: string;
  /** W3C, 32 hex digits. */
  readonly trace_id: string;
}

/** Looked for in place of what cannot be a target, so that nobody can tell by the time it takes. */
const nobodysId = '00000000-0000-4000-8000-000000000000';

/**
 * Puts what a channel tells us on record, and nothing else: what is to be done about it is done by whoever the record tells. What is
 * no use is on record as well, closed. `refused`: it is not the channel of a target that takes deliveries, whatever the reason.
 */
export async function receiveDelivery(
  received: ReceivedDelivery,
  { feeds, intake, readerFor, clock }: ReceiveDeps,
): Promise<'stored' | 'refused'> {
  const now = clock();
  const { data: targetId = nobodysId } = z.uuid().toLowerCase().safeParse(received.target_id);
  const feed = await feeds.find(targetId);
  const read = readerFor(received.channel_type);
  if (!isOfFeed(feed, received.authorization, now)) return 'refused';
  if (read === undefined || feed.channel_type !== received.channel_type) return 'refused';
  const row = rowOf(received, { feed, read, now });
  await intake.add(row, { hasJob: row.processing_status === 'pending' });

  return 'stored';
}

function rowOf(
  { text, trace_id }: ReceivedDelivery,
  { feed, read, now }: { feed: InboundFeed; read: ReadDelivery; now: number },
): InboundAudit {
  const { org_id, account_id, target_id } = feed;
  const { event_type, external_event_id, ignored_because, ...delivery } = read(text);
  const at = toTimestamp(now);
  const isIgnored = ignored_because !== null;

  return {
    id: newTimeOrderedId(now),
    ...{ org_id, account_id, target_id, listing_id: null, event_type, external_event_id },
    payload_hash: sha256(text),
    received_at: at,
    processed_at: isIgnored ? at : null,
    processing_status: isIgnored ? 'ignored' : 'pending',
    error_message: ignored_because,
    trace_id: traceIdToUuid(trace_id),
    created_at: at,
    source: 'webhook',
    external_reservation_id: delivery.external_reservation_id,
    reprocess_of: null,
    excerpt: delivery.excerpt,
  };
}
