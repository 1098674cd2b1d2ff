import type { RecordedCall } from '../hostaway/call-log.ts';
import { isListingWrite } from '../hostaway/faults/fault-plan.ts';
import { type JudgedAudit, markedId, type RunRecord, type Violation } from './run-record.ts';

/** Each write that arrived has one audit row, each row is closed, and the attempts of a listing follow one another. */
export function judgeAudit(run: RunRecord): Violation[] {
  const attempts = Map.groupBy(run.audits, ({ listing_id }) => listing_id);

  return [
    ...run.audits.filter(isOpen).map(({ id, listing_id }): Violation => {
      return { kind: 'open-audit', listing_id, message: `audit row ${id}` };
    }),
    ...matchCalls(run),
    ...[...attempts.values()].flatMap((rows) => [...overlaps(rows), ...repeatedSuccesses(rows)]),
  ];
}

function isOpen({ outcome, completed_at }: JudgedAudit): boolean {
  return outcome === 'open' || completed_at === null;
}

/** Rows and calls of one kind: same listing, same method, same body. */
interface Pair {
  readonly key: string;
  readonly listing_id: string | null;
  audits: JudgedAudit[];
  calls: RecordedCall[];
}

function matchCalls(run: RunRecord): Violation[] {
  const unreachableAllowed = run.unreachable_allowed ?? true;

  return [...pairs(run).values()].flatMap(({ key, listing_id, audits, calls }): Violation[] => {
    const needed = audits.filter(
      ({ http_status, outcome }) =>
        http_status !== null || (!unreachableAllowed && outcome !== 'abandoned'),
    ).length;
    const message = `${key}: ${calls.length} calls received, ${audits.length} audit rows`;
    if (calls.length > audits.length) return [{ kind: 'unaudited', listing_id, message }];

    return calls.length < needed ? [{ kind: 'phantom', listing_id, message }] : [];
  });
}

function pairs(run: RunRecord): Map<string, Pair> {
  const found = new Map<string, Pair>();
  const pairOf = (listing_id: string | null, method: string, hash: string | null): Pair => {
    // A delete has no body, whatever its row hashes.
    const key = [method, ...(method === 'DELETE' ? [] : [hash])].join(' ');
    const pair = found.get(`${listing_id} ${key}`) ?? { key, listing_id, audits: [], calls: [] };
    found.set(`${listing_id} ${key}`, pair);

    return pair;
  };
  for (const row of run.audits) {
    pairOf(row.listing_id, row.http_method, row.request_payload_hash).audits.push(row);
  }
  for (const call of run.calls) {
    // What arrived in part was neither understood nor carried out.
    if (!call.complete || !isListingWrite(call.method, call.path)) continue;
    pairOf(listingOf(call, run), call.method, call.body_hash).calls.push(call);
  }

  return found;
}

/** Known by its marker or, for an update that does not send it and a delete, by the external listing. */
function listingOf({ marker, external_listing_id }: RecordedCall, run: RunRecord): string | null {
  const marked = markedId(marker);
  if (marked !== null || external_listing_id === null) return marked;
  const owner = run.listings.find((listing) => listing.external_listing_id === external_listing_id);

  return owner?.id ?? null;
}

function overlaps(rows: readonly JudgedAudit[]): Violation[] {
  const sorted = [...rows].sort((a, b) => a.started_at.localeCompare(b.started_at));

  return sorted.slice(1).flatMap((row, index): Violation[] => {
    const before = sorted[index];
    if (before === undefined || before.completed_at === null) return [];
    if (before.completed_at <= row.started_at) return [];
    const message = `audit row ${row.id} began before ${before.id} had ended`;

    return [{ kind: 'overlap', listing_id: row.listing_id, message }];
  });
}

function repeatedSuccesses(rows: readonly JudgedAudit[]): Violation[] {
  const successes = rows.filter(({ outcome }) => outcome === 'success');

  return [...Map.groupBy(successes, ({ idempotency_key }) => idempotency_key).values()]
    .filter((same) => same.length > 1)
    .map((same) => ({
      kind: 'repeated-success',
      listing_id: same[0]?.listing_id ?? null,
      message: `audit rows ${same.map(({ id }) => id).join(', ')} share a key`,
    }));
}
