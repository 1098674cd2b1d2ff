import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { expect, it } from 'vitest';
import { closedRow, toAudit } from '../../../../adapters/dynamodb/audit/audit-items.ts';
import type { OutboundAudit } from '../../../../domain/listings/outbound-audit.ts';
import { anAudit } from '../../../builders/audit.ts';

function stored(audit: OutboundAudit): Record<string, unknown> {
  const item = closedRow('audit', audit, 7).Put?.Item ?? {};

  return unmarshall(marshall(item, { removeUndefinedValues: true }));
}

it.each<[string, OutboundAudit]>([
  ['made for nobody in particular', anAudit()],
  ['with a key that is no hash', anAudit({ idempotency_key: 'a key of an earlier version' })],
  ['refused', anAudit({ error_message: 'cannot', response_excerpt: null, http_status: 422 })],
  ['that had no answer', anAudit({ http_status: null, duration_ms: null, unit_id: null })],
])('an attempt %s is read as it was written', (_what, audit) => {
  expect(toAudit(stored(audit))).toEqual(audit);
});

it('is read as earlier versions wrote it', () => {
  const audit = anAudit();

  expect(toAudit({ pk: 'TENANT#demo#main#LISTING#x', sk: '0000000001', ...audit })).toEqual(audit);
});
