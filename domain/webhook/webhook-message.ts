import type { AlertEvent } from '../alerts/alert-event.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import type { SignedMessage } from './signing-keys.ts';

/**
 * What a receiver is told of an alert: the event as on the bus, in the envelope of Standard Webhooks, with a sentence for people and the
 * page of the console that shows its target. `publicUrl` without a slash at the end.
 */
export function alertMessage(event: AlertEvent, publicUrl: string): SignedMessage {
  const { name: type, event_id: id, occurred_at: timestamp, ...data } = event;
  const console_url = `${publicUrl}/targets/${data.target_id}`;
  const body = { type, timestamp, data: { ...data, summary: sentence(event), console_url } };

  return { id, body: JSON.stringify(body) };
}

/** What an Owner has sent to see whether it arrives. */
export function testMessage(
  { org_id, account_id }: Tenant,
  { id, now }: { readonly id: string; readonly now: number },
): SignedMessage {
  const summary = 'This is a test: alerts of this account will come like this.';
  const data = { org_id, account_id, summary };

  return {
    id,
    body: JSON.stringify({ type: 'channel.alert.test', timestamp: toTimestamp(now), data }),
  };
}

function sentence({ alert }: AlertEvent): string {
  const { target_name, message, opened_at, closed_at } = alert;
  if (closed_at === null) return `${target_name}: ${message}. Since ${opened_at}.`;

  return `${target_name}: over since ${closed_at}: ${message}. It began at ${opened_at}.`;
}
