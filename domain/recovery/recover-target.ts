import { dayMs } from '../common/day.ts';
import { UnprocessableError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import type { StoredListing } from '../listings/listing.ts';
import type { FoundListings } from '../listings/listing-store.ts';
import { requireActive } from '../targets/require-active.ts';
import { findTarget, type TargetStore } from '../targets/target-store.ts';
import { leftOut, type ResendCaller, type ResendDeps, resendAll, resendMs } from './resend.ts';

/** Listings whose attempts failed from `since` to `until` (ISO 8601; now, unless given). */
export interface RecoveryRequest {
  readonly id: string;
  readonly since: string;
  readonly until?: string | undefined;
  readonly dry_run?: boolean | undefined;
}

export interface RecoveryDeps extends ResendDeps {
  readonly targets: Pick<TargetStore, 'get'>;
  readonly failures: FailedAttempts;
}

export interface FailedAttempts {
  /** Ids of the listings of attempts that failed or were abandoned, in pages and with repetitions. */
  listingIds(
    tenant: Tenant,
    targetId: string,
    time: { readonly from: string; readonly to: string },
  ): AsyncIterable<readonly string[]>;
  /** The listings as they are now, read consistently; in no order, and without those that do not exist. */
  listings(tenant: Tenant, ids: readonly string[]): Promise<FoundListings>;
}

/** Audit rows are kept for so long. */
const keptMs = 90 * dayMs;
/** For a caller who has counted the 90 days before the request was on its way, or by a clock that is behind. */
const graceMs = 60_000;
/** Time to read the audit; the rest is for the writes. */
const readMs = 8_000;

/**
 * Sends listings again whose attempts failed in a time, e.g. while a channel was down, and which are not in order now. They
 * are forced, as in a resync. `enqueued` is less than `matched` when the time of a request does not suffice: asking again
 * goes on with the rest. A dry run only counts. `left_out`: ids of listings whose rows cannot be used.
 * @throws NotFoundError; ConflictError `target-inactive`; UnprocessableError `validation`, `too-many-attempts`
 */
export async function recoverTarget(
  request: RecoveryRequest,
  { caller, deps }: { readonly caller: ResendCaller; readonly deps: RecoveryDeps },
): Promise<{ matched: number; enqueued: number; left_out?: readonly string[] }> {
  const target = await findTarget(deps.targets, caller.tenant, { id: request.id });
  const time = requireTime(request, deps.clock());
  if (request.dry_run !== true) requireActive(target);

  const until = deps.clock() + resendMs;
  const failed = await failedListings(caller.tenant, { id: target.id, time }, deps);
  const matching = failed.listings.filter(isWanting);
  if (request.dry_run === true)
    return { matched: matching.length, enqueued: 0, ...leftOut(failed.left_out) };

  const { enqueued, left_out } = await resendAll(
    caller,
    // Those given up first, so that asking again does not begin with what is on its way already.
    matching.toSorted(byUrgency).map(({ id }) => id),
    { resync_id: deps.newId(), unless_ok: true, until, deps },
  );

  return {
    matched: matching.length,
    enqueued,
    ...leftOut([...failed.left_out, ...left_out]),
  };
}

/** @throws UnprocessableError */
function requireTime(
  { since, until }: RecoveryRequest,
  now: number,
): { readonly from: string; readonly to: string } {
  const from = Date.parse(since);
  const to = until === undefined ? now : Date.parse(until);
  const problem = (path: string, message: string) =>
    new UnprocessableError('validation', 'The time is not one to recover.', [{ path, message }]);
  if (from >= to) throw problem('since', 'must be before `until`, and in the past');
  if (from < now - keptMs - graceMs)
    throw problem(
      'since',
      `must not be before ${toTimestamp(now - keptMs)}: audit is kept 90 days`,
    );

  return { from: toTimestamp(from), to: toTimestamp(to) };
}

/** @throws UnprocessableError `too-many-attempts` */
async function failedListings(
  tenant: Tenant,
  { id, time }: { readonly id: string; readonly time: { from: string; to: string } },
  { failures, clock }: RecoveryDeps,
): Promise<FoundListings> {
  const until = clock() + readMs;
  const ids = new Set<string>();
  for await (const page of failures.listingIds(tenant, id, time)) {
    for (const each of page) ids.add(each);
    if (clock() >= until) throw tooMany();
  }

  return failures.listings(tenant, [...ids]);
}

function tooMany(): UnprocessableError {
  return new UnprocessableError(
    'too-many-attempts',
    'More attempts were made in that time than one request can look through. Choose a shorter time.',
    [{ path: 'since', message: 'choose a later one, and recover the time before it by itself' }],
  );
}

function isWanting({ status, sync_status }: StoredListing): boolean {
  return (status === 'active' || status === 'error') && sync_status !== 'ok';
}

function byUrgency(a: StoredListing, b: StoredListing): number {
  return Number(b.sync_status === 'error') - Number(a.sync_status === 'error');
}
