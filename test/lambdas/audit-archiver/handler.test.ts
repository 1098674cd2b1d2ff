import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { toDyingRow } from '../../../adapters/dynamodb/audit/dying-row.ts';
import type { ArchivedRow } from '../../../domain/archive/archived-row.ts';
import type { Rescued } from '../../../domain/archive/rescue-rows.ts';
import { createHandler } from '../../../lambdas/audit-archiver/handler.ts';
import { anAudit } from '../../builders/audit.ts';
import { anAuditRecord, auditItem } from '../../builders/audit-records.ts';

async function handled(records: DynamoDBRecord[], fateOf: (row: ArchivedRow) => Rescued) {
  const rescued: ArchivedRow[] = [];
  const aside: DynamoDBRecord[] = [];
  const handler = createHandler({
    parse: toDyingRow,
    rescue: async (rows) => {
      rescued.push(...rows);
      return rows.map(fateOf);
    },
    setAside: async (record) => void aside.push(record),
    report: () => {},
  });
  const { batchItemFailures } = await handler({ Records: records });
  const repeated = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);

  return { rescued, aside, repeated };
}

const numberOf = ({ dynamodb }: DynamoDBRecord) => dynamodb?.SequenceNumber;

describe('records of the stream', () => {
  it('of rows that were removed are archived as the API showed them; those of rows that are written are not', async () => {
    const row = anAudit({ response_excerpt: 'ünï', unit_id: null });
    const { rescued, repeated } = await handled(
      [anAuditRecord(auditItem(anAudit())), anAuditRecord(auditItem(row, 12), 'REMOVE')],
      () => 'safe',
    );

    expect(rescued).toEqual([{ ...row, attempt: '0000000012', channel: null, raw: null }]);
    expect(repeated).toEqual([]);
  });

  it('come again when their rows could not be archived, and alone', async () => {
    const rows = Array.from({ length: 4 }, () => anAudit());
    const records = rows.map((row) => anAuditRecord(auditItem(row), 'REMOVE'));
    const { repeated } = await handled(records, ({ id }) =>
      id === rows[2]?.id ? 'failed' : 'safe',
    );

    expect(repeated).toEqual([records[2]].flatMap((record) => (record ? numberOf(record) : [])));
  });

  it('of what is no row are set aside, and of a row that cannot be read nothing is lost', async () => {
    const unreadable = { ...auditItem(anAudit(), 3), texts: Buffer.from('no JSON') };
    const { rescued, aside, repeated } = await handled(
      [anAuditRecord({ pk: 'x', sk: 'y' }, 'REMOVE'), anAuditRecord(unreadable, 'REMOVE')],
      () => 'safe',
    );

    expect(aside).toHaveLength(1);
    expect(rescued).toMatchObject([{ attempt: '0000000003', raw: expect.stringContaining('pk') }]);
    expect(repeated).toEqual([]);
  });
});
