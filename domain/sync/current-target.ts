import type { Tenant } from '../common/tenant.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { TargetsOfSync } from './sync-deps.ts';

/**
 * The target of a job, some seconds old at most; read anew when it was paused then, so that a resumption counts at once. That
 * it has been paused since is found when an attempt is opened.
 */
export async function currentTarget(
  job: Tenant & { readonly target_id: string },
  targets: Pick<TargetsOfSync, 'get'>,
): Promise<StoredTarget | undefined> {
  const known = await targets.get(job, job.target_id);
  if (known === undefined || known.is_active) return known;

  return targets.get(job, job.target_id, { fresh: true });
}
