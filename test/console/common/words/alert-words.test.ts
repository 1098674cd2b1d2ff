import { expect, it } from 'vitest';
import {
  type Alert,
  alertInWords,
  alertRules,
  alertTitle,
  seeToIt,
} from '../../../../console/common/words/alert-words.ts';
import { alertRuleSchema } from '../../../../domain/health/alert.ts';

const alert = (over: Partial<Alert> & Pick<Alert, 'rule'>): Alert => ({
  message: '',
  value: null,
  threshold: null,
  ...over,
});

it.each<{ alert: Partial<Alert> & Pick<Alert, 'rule'>; detail: string }>([
  {
    alert: { rule: 'credentials_rejected', message: 'the channel refuses: 403' },
    detail: 'The channel refuses: 403.',
  },
  {
    alert: { rule: 'credentials_rejected', message: 'HTTP 403: Denied.' },
    detail: 'HTTP 403: Denied.',
  },
  {
    alert: { rule: 'content_refused', listing_id: 'l1', message: 'the name is too long' },
    detail: 'The name is too long.',
  },
  {
    alert: { rule: 'oldest_waiting_seconds', value: 7_500, threshold: 300 },
    detail: 'The oldest waits for 2 h 5 min; usual is less than 5 min.',
  },
  {
    alert: { rule: 'rate_limited_ratio', value: 0.055, threshold: 0.02 },
    detail: '5.5 % of the calls of the last 10 minutes (answer 429); usual is less than 2.0 %.',
  },
  {
    alert: { rule: 'p95_latency_ms', value: 12_340, threshold: 10_000 },
    detail: 'One call in twenty of the last hour took 12.3 s or longer; usual is less than 10.0 s.',
  },
  { alert: { rule: 'content_refused', value: 1 }, detail: 'The content of one listing.' },
  { alert: { rule: 'listings_failed', value: 3 }, detail: '3 listings.' },
  { alert: { rule: 'credentials_expire', value: 1 }, detail: 'In one day.' },
  { alert: { rule: 'credentials_expired', value: -5 }, detail: '4 days ago.' },
  { alert: { rule: 'credentials_expired', value: 0 }, detail: 'Today.' },
  { alert: { rule: 'credentials_expired', value: -1 }, detail: 'Today.' },
])('says of $alert.rule: $detail', ({ alert: over, detail }) => {
  expect(alertInWords(alert(over)).detail).toBe(detail);
});

it('leads to the listing that an alert is about, or to where its target is seen to', () => {
  const of = { target_id: 't1', listing_id: null };

  expect(seeToIt({ ...of, rule: 'credentials_rejected' })).toBe('/targets/t1?tab=settings');
  expect(seeToIt({ ...of, rule: 'double_booking' })).toBe('/targets/t1?tab=bookings');
  expect(seeToIt({ ...of, rule: 'content_refused', listing_id: 'l1' })).toBe('/listings/l1');
});

it('knows every rule of the API by a title of its own', () => {
  expect([...alertRules].toSorted()).toEqual(alertRuleSchema.options.toSorted());
  expect(new Set(alertRules.map(alertTitle)).size).toBe(alertRules.length);
});
