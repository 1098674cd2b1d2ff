import type { Context } from 'aws-lambda';
import type { ReconcileResult } from '../../domain/recovery/reconcile.ts';

export interface Deps {
  /** Begins no page after `until` (epoch ms). */
  reconcile(until: number): Promise<ReconcileResult | 'busy'>;
  clock(): number;
  /** For metrics and logs. */
  report(result: ReconcileResult | 'busy'): void;
}

/** More than the longest page takes. */
const reserveMs = 30_000;

/** Every hour: finds listings that are behind their units, or wait, without anybody's knowing. */
export function createHandler({ reconcile, report, clock }: Deps) {
  return async (_event: unknown, context: Context): Promise<void> => {
    report(await reconcile(clock() + context.getRemainingTimeInMillis() - reserveMs));
  };
}
