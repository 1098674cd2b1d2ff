import { randomUUID } from 'node:crypto';
import type { AlertEvent } from '../../domain/alerts/alert-event.ts';

/** An alert that has opened. */
export function anAlertEvent(over: Partial<AlertEvent> = {}): AlertEvent {
  return {
    ...{ name: 'channel.alert.opened', org_id: 'demo', account_id: 'main' },
    target_id: '5d0cf9d8-6f63-4c58-8f0e-2f0f5f0a1b2c',
    ...{ occurred_at: '2026-06-01T12:00:00.000Z', event_id: randomUUID() },
    alert: {
      ...{ id: randomUUID(), rule: 'credentials_rejected', target_name: 'My Hostaway' },
      ...{ message: 'the channel refuses the credentials', value: null, peak: null },
      ...{ threshold: null, opened_at: '2026-06-01T12:00:00.000Z', closed_at: null },
    },
    ...over,
  };
}
