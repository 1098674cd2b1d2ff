import { type Stringifier, stringify } from 'csv-stringify';
import { type ArchivedRow, archivedFields } from '../domain/archive/archived-row.ts';
import type { Zone } from '../domain/archive/zone.ts';

const moments = ['started_at', 'completed_at', 'created_at'] as const;

/** Takes what `csvRecord` makes and gives CSV (RFC 4180). What a spreadsheet would run is a text after an apostrophe. */
export function auditCsv(): Stringifier {
  return stringify({
    header: true,
    columns: [...archivedFields, 'zone'],
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}

/** A row with its moments as the clocks of a zone show them. */
export function csvRecord(row: ArchivedRow, zone: Zone): Record<string, unknown> {
  const shown = moments.flatMap((name) => {
    const moment = row[name];
    return moment ? [[name, zone.format(Date.parse(moment))] as const] : [];
  });

  return { ...row, ...Object.fromEntries(shown), zone: zone.name };
}
