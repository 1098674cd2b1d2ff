import { PermanentError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import type { Clock } from '../common/time.ts';
import type { Caller } from '../targets/target-deps.ts';

/** Who has many listings sent again, and as part of what. */
export interface Resend {
  /** The same for all listings of one request. */
  readonly resync_id: string;
  readonly user_id: string;
  /** W3C trace id, 32 hex digits; the audit rows carry it. */
  readonly trace_id: string;
  /** Leave alone what is in order by now. */
  readonly unless_ok: boolean;
}

export interface ResendStore {
  /**
   * One write: the listing is to be sent whatever its hash says, through its target's own queue. False when it is paused,
   * archived or gone, or to be left alone.
   * @throws PermanentError when the row cannot be written to, whatever is tried
   */
  request(tenant: Tenant, listingId: string, resend: Resend): Promise<boolean>;
}

export interface ResendCaller extends Caller {
  readonly user_id: string;
  readonly trace_id: string;
}

export interface ResendDeps {
  readonly resends: ResendStore;
  readonly clock: Clock;
  /** A new random UUID. */
  readonly newId: () => string;
}

/** A request must be answered within 29 s; what cannot be asked for within this is left. */
export const resendMs = 20_000;
/** Writes under way at once: a partition takes about a thousand a second. */
const width = 32;

/**
 * Requests each listing until the time (epoch ms) is up, many at once. `asked`: how many came to their turn, in order;
 * `enqueued`: how many of those are to be sent; `left_out`: ids of those whose rows cannot be used.
 */
export async function resendAll(
  caller: ResendCaller,
  listingIds: readonly string[],
  options: {
    readonly resync_id: string;
    readonly unless_ok: boolean;
    readonly until: number;
    readonly deps: ResendDeps;
  },
): Promise<{ asked: number; enqueued: number; left_out: readonly string[] }> {
  const { resync_id, unless_ok, until, deps } = options;
  const { tenant, user_id, trace_id } = caller;
  const resend = { resync_id, user_id, trace_id, unless_ok };
  let asked = 0;
  let enqueued = 0;
  const left_out: string[] = [];

  const work = async () => {
    while (asked < listingIds.length && deps.clock() < until) {
      const id = listingIds[asked] ?? '';
      asked += 1;
      try {
        if (await deps.resends.request(tenant, id, resend)) enqueued += 1;
      } catch (error) {
        if (!(error instanceof PermanentError)) throw error;
        left_out.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));

  return { asked, enqueued, left_out };
}

/** As answers say it: nothing, where nothing is left out. */
export function leftOut(ids: readonly string[]): { left_out?: readonly string[] } {
  return ids.length === 0 ? {} : { left_out: ids };
}
