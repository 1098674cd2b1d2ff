import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditCsv, csvRecord } from '../../bin/audit-csv.ts';
import { type ArchivedRow, archivedFields } from '../../domain/archive/archived-row.ts';
import { zoneOf } from '../../domain/archive/zone.ts';
import { anAudit } from '../builders/audit.ts';

const aRow = (over: Partial<ArchivedRow>): ArchivedRow => {
  return { ...anAudit(), attempt: '0000000001', channel: 'hostaway', raw: null, ...over };
};
const csvOf = (rows: readonly ArchivedRow[], zone = 'UTC') => {
  const records = rows.map((row) => csvRecord(row, zoneOf(zone)));
  return text(Readable.from(records).pipe(auditCsv()));
};

describe('the CSV of the audit', () => {
  it('gives back any text, and none as something that a spreadsheet runs', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 20 }),
      fc
        .tuple(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '"', ',', '\n'), fc.string())
        .map((parts) => parts.join('')),
    );
    await fc.assert(
      fc.asyncProperty(cell, cell, async (request_excerpt, error_message) => {
        const csv = await csvOf([aRow({ request_excerpt, error_message })]);
        const [header, ...rows]: string[][] = parse(csv, { record_delimiter: '\r\n' });
        const [row = []] = rows;
        const read = (name: string) => row[header?.indexOf(name) ?? -1];

        expect(rows).toHaveLength(1);
        for (const given of row) expect(given).not.toMatch(/^[=+\-@\t\r]/);
        const shown = (given: string) => (/^[=+\-@\t\r＝＋－＠]/.test(given) ? `'${given}` : given);
        expect(read('request_excerpt')).toBe(shown(request_excerpt));
        expect(read('error_message')).toBe(shown(error_message));
      }),
    );
  });

  it('begins with the names of its columns and ends each line as RFC 4180 has it', async () => {
    const csv = await csvOf([aRow({})]);

    expect(csv.split('\r\n')).toHaveLength(3);
    expect(csv.split('\r\n')[0]).toBe([...archivedFields, 'zone'].join());
    expect(csv.endsWith('\r\n')).toBe(true);
  });

  it('says in which zone its times are', async () => {
    const started_at = '2026-07-01T22:30:00.000Z';
    const row = aRow({ started_at, completed_at: null });

    expect(csvRecord(row, zoneOf('Europe/Vienna'))).toMatchObject({
      ...{ started_at: '2026-07-02T00:30:00.000+02:00', completed_at: null, zone: 'Europe/Vienna' },
    });
    expect(csvRecord(row, zoneOf('UTC'))).toMatchObject({ started_at, zone: 'UTC' });
  });
});
