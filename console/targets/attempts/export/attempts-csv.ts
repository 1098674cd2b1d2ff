import { stringify } from 'csv-stringify/browser/esm/sync';
import type { Attempt } from '../../../common/attempts/attempt-words.ts';
import { clockOf } from './zone.ts';

/** Those of `npm run export`, in its order. What only the archive has (`attempt`, `raw`) stays empty. */
const columns = [
  ...['id', 'org_id', 'account_id', 'listing_id', 'target_id', 'unit_id', 'unit_version'],
  ...[
    'operation',
    'resource',
    'http_method',
    'http_status',
    'started_at',
    'completed_at',
    'duration_ms',
  ],
  ...['request_payload_hash', 'request_excerpt', 'response_excerpt', 'idempotency_key'],
  ...['retry_attempt', 'error_message', 'trace_id', 'created_by', 'created_at', 'outcome'],
  ...['channel', 'attempt', 'raw', 'zone'],
];

/**
 * Attempts as CSV (RFC 4180), by the rules of `npm run export`: moments as the clocks of a zone show them, and what a spreadsheet would
 * run is a text after an apostrophe.
 */
export function attemptsCsv(
  attempts: readonly Attempt[],
  { channel, zone }: { readonly channel: string; readonly zone: string },
): string {
  const clock = clockOf(zone);
  const moment = (at: string | null) => at && clock(Date.parse(at));
  const records = attempts.map((attempt) => ({
    ...{ ...attempt, channel, zone },
    started_at: moment(attempt.started_at),
    completed_at: moment(attempt.completed_at),
    created_at: moment(attempt.created_at),
  }));

  return stringify(records, {
    header: true,
    columns,
    record_delimiter: 'windows',
    escape_formulas: true,
  });
}
