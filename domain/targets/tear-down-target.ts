import type { Report } from '../common/report.ts';
import type { Clock } from '../common/time.ts';
import { type EndingListings, endListings } from '../listings/end-listings.ts';
import type { ResourcePorts, TargetIdentity } from './target-resources.ts';

export interface TearDownPorts extends ResourcePorts {
  readonly listings: EndingListings;
  readonly clock: Clock;
  readonly report: Report;
}

/** A target has more listings than can be archived at once. */
class ListingsLeftError extends Error {
  override name = 'ListingsLeftError';
}

/**
 * Removes what a target has outside the tables, in the reverse order of its making, and archives its listings until the time
 * (epoch ms) is up. Safe to repeat. Each removal is tried whatever became of the others; only when all are done the registry
 * forgets the target, so that the next sweep finishes what failed. False when something is left.
 */
export async function tearDownTarget(
  target: TargetIdentity & { readonly event_source_mapping_id?: string | null },
  options: { readonly recoverable: boolean; readonly until: number },
  ports: TearDownPorts,
): Promise<boolean> {
  const { vault, queues, consumers, registry } = ports;
  const removals = {
    consumer: () => consumers.detach(target, target.event_source_mapping_id ?? null),
    queue: () => queues.remove(target),
    secret: () => vault.remove(vault.refOf(target), options),
    listings: async () => {
      if (!(await endListings(target, options.until, ports)))
        throw new ListingsLeftError(`target ${target.id} still has listings`);
    },
  };
  let clean = true;
  for (const [resource, remove] of Object.entries(removals)) {
    try {
      await remove();
    } catch (error) {
      clean = false;
      ports.report('target-teardown-failed', { target_id: target.id, resource, error });
    }
  }
  if (clean) await registry.remove(target, options.recoverable ? ports.clock() : undefined);

  return clean;
}
