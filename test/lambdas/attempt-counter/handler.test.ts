import { randomUUID } from 'node:crypto';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { toEndedAttempt } from '../../../adapters/dynamodb/audit/ended-attempt.ts';
import { PermanentError } from '../../../domain/common/errors.ts';
import {
  type AttemptsOfMinute,
  countAttempts,
  type EndedAttempt,
} from '../../../domain/health/count-attempts.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import type { JobEnding } from '../../../domain/sync/sync-deps.ts';
import { createHandler } from '../../../lambdas/attempt-counter/handler.ts';
import { anAudit } from '../../builders/audit.ts';
import { anAuditRecord, auditItem } from '../../builders/audit-records.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';

const target_id = randomUUID();
const closed = (over: Partial<OutboundAudit> = {}) =>
  auditItem(anAudit({ id: randomUUID(), target_id, ...over }));
const record = (over: Partial<OutboundAudit> = {}) => anAuditRecord(closed(over));

let trouble: (minute: AttemptsOfMinute) => Error | undefined;
let added: AttemptsOfMinute[];
let aside: (string | undefined)[];
let isAsideDown: boolean;
beforeEach(() => {
  trouble = () => undefined;
  added = [];
  aside = [];
  watch = new FakeWatch();
  isAsideDown = false;
});

let watch: FakeWatch;

const handler = createHandler({
  parse: toEndedAttempt,
  count: (attempts: readonly EndedAttempt[]) =>
    countAttempts(attempts, {
      add: async (minute) => {
        const error = trouble(minute);
        if (error !== undefined) throw error;
        added.push(minute);
      },
      watch: { mark: (...met) => watch.mark(...met) },
      report: () => undefined,
    }),
  setAside: async ({ eventID }) => {
    if (isAsideDown) throw new Error('no queue');
    aside.push(eventID);
  },
  report: () => undefined,
});
const failuresOf = async (...records: DynamoDBRecord[]) => {
  const { batchItemFailures } = await handler({ Records: records });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};

describe('attempts that were closed', () => {
  it('are added up in one write for each target and minute', async () => {
    const other = randomUUID();
    const at = (completed_at: string, target = target_id) =>
      record({ completed_at, target_id: target });

    await failuresOf(
      at('2026-06-01T12:00:00.000Z'),
      at('2026-06-01T12:00:10.000Z', other),
      at('2026-06-01T12:00:59.999Z'),
      at('2026-06-01T12:01:00.000Z'),
    );

    const written = added.map((minute) =>
      minute.map((one) => [one.target_id, one.completed_at.slice(14, 19)]),
    );
    expect(written).toEqual([
      [
        [target_id, '00:00'],
        [target_id, '00:59'],
      ],
      [[other, '00:10']],
      [[target_id, '01:00']],
    ]);
  });

  it.each<[Partial<OutboundAudit>, JobEnding?]>([
    [
      { outcome: 'success', duration_ms: 420, operation: 'update' },
      { action: 'update', state: 'success', latency_ms: 1_420 },
    ],
    [
      { outcome: 'failed', duration_ms: 10, http_status: 422, operation: 'create' },
      { action: 'create', state: 'failed', latency_ms: null },
    ],
    [{ outcome: 'failed', duration_ms: 30_000, http_status: 500 }],
    [{ outcome: 'rate_limited', duration_ms: 0, http_status: 429 }],
    [{ outcome: 'abandoned', duration_ms: null, http_status: null }],
  ])('are counted as their rows say: %j, job %j', async (over, ending) => {
    const row = anAudit({ id: randomUUID(), ...over });
    const { id, org_id, account_id, outcome, completed_at, duration_ms, http_status } = row;

    expect(await failuresOf(anAuditRecord(auditItem({ ...row, ending })))).toEqual([]);

    expect(added).toEqual([
      [
        {
          ...{ id, org_id, account_id, outcome, completed_at, duration_ms, http_status, ending },
          target_id: row.target_id,
        },
      ],
    ]);
  });

  it.each(['MODIFY', 'REMOVE'] as const)('are none where the stream says %s', async (eventName) => {
    expect(await failuresOf(anAuditRecord(closed(), eventName))).toEqual([]);

    expect([added, aside]).toEqual([[], []]);
  });
});

describe('a target is looked at for alerts', () => {
  it.each<[Partial<OutboundAudit>, string[]]>([
    [{ outcome: 'failed', http_status: 500 }, ['listings']],
    [{ outcome: 'abandoned', duration_ms: null }, ['listings']],
    [{ outcome: 'rate_limited', http_status: 429 }, ['calls']],
    [{ outcome: 'success', duration_ms: 5_001 }, ['calls']],
    [{ outcome: 'success', duration_ms: 5_000 }, []],
  ])('when an attempt was %j: %j', async (over, troubles) => {
    const well = { outcome: 'success', duration_ms: 400 } as const;
    expect(await failuresOf(record(well), record(over), record(well))).toEqual([]);

    expect(watch.marks).toEqual(troubles.map((trouble) => ({ id: target_id, trouble })));
  });

  it('or the attempts come again, and are not counted twice for that', async () => {
    watch.mark = () => Promise.reject(new Error('down'));
    const failed = record({ outcome: 'failed' });

    expect(await failuresOf(failed)).toEqual([failed.dynamodb?.SequenceNumber]);
  });
});

describe('invariant 8: neighbours do not wait', () => {
  it('what was not added comes again, and no other', async () => {
    const late = '2026-06-01T12:05:00.000Z';
    trouble = ([{ completed_at }]) => (completed_at === late ? new Error('busy') : undefined);
    const records = [record(), record({ completed_at: late }), record()];

    expect(await failuresOf(...records)).toEqual([records[1]?.dynamodb?.SequenceNumber]);
    expect(added.flat()).toHaveLength(2);
  });

  it.each([
    { id: 'none' },
    { outcome: 'open' },
    { completed_at: undefined },
    { completed_at: 'soon' },
    { target_pk: 'TARGET' },
    { duration_ms: 'long' },
  ])('a row that cannot be understood is set aside: %o', async (over) => {
    const unreadable = anAuditRecord({ ...closed(), ...over });

    expect(await failuresOf(record(), unreadable, record())).toEqual([]);

    expect(aside).toEqual([unreadable.eventID]);
    expect(added.flat()).toHaveLength(2);
  });

  it('so are attempts of a minute that cannot be written to; they come again until they are set aside', async () => {
    trouble = () => new PermanentError('no number');
    isAsideDown = true;
    const one = record();
    expect(await failuresOf(one)).toEqual([one.dynamodb?.SequenceNumber]);

    isAsideDown = false;
    expect(await failuresOf(one)).toEqual([]);
    expect(aside).toEqual([one.eventID]);
  });
});
