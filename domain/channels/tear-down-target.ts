import type { Report } from '../report.ts';
import type { ResourcePorts, TargetIdentity } from './target-resources.ts';

export interface TearDownPorts extends ResourcePorts {
  readonly report: Report;
}

/**
 * Removes what a target has outside the tables, in the reverse order of its making. Safe to repeat. Each removal is tried whatever became
 * of the others; only when all are done the registry forgets the target, so that the next sweep finishes what failed.
 * False when something is left.
 */
export async function tearDownTarget(
  target: TargetIdentity & { readonly event_source_mapping_id?: string | null },
  options: { readonly recoverable: boolean },
  ports: TearDownPorts,
): Promise<boolean> {
  const { vault, queues, consumers, registry } = ports;
  const removals = {
    consumer: () => consumers.detach(target, target.event_source_mapping_id ?? null),
    queue: () => queues.remove(target),
    secret: () => vault.remove(vault.refOf(target), options),
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
  if (clean) await registry.remove(target);

  return clean;
}
