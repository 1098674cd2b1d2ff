import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { auditCsv, csvRecord } from '../../../bin/audit-csv.ts';
import { attemptsCsv } from '../../../console/targets/attempts/export/attempts-csv.ts';
import { clockOf, startOf } from '../../../console/targets/attempts/export/zone.ts';
import { zoneOf } from '../../../domain/archive/zone.ts';
import { anAudit } from '../../builders/audit.ts';

const zones = ['UTC', 'Europe/Vienna', 'Pacific/Apia', 'America/Havana'];

it.each(zones)('has the columns and rules of the export from the archive, in %s', async (zone) => {
  const rows = ['=1+1', '-2', '@x', '＝1', 'a, "b"\nc'].map((error_message) =>
    anAudit({ error_message, started_at: '2026-07-01T22:30:00.000Z' }),
  );
  const records = rows.map((row) =>
    csvRecord({ ...row, attempt: '', channel: 'hostaway', raw: null }, zoneOf(zone)),
  );

  expect(attemptsCsv(rows, { channel: 'hostaway', zone })).toBe(
    await text(Readable.from(records).pipe(auditCsv())),
  );
});

it.each(zones)('knows when days begin in %s', (zone) => {
  for (const day of ['2026-03-08', '2026-03-29', '2026-07-01', '2026-10-25']) {
    expect(startOf(day, zone)).toBe(zoneOf(zone).startOf(day));
    expect(clockOf(zone)(startOf(day, zone)).slice(0, 10)).toBe(day);
  }
});
