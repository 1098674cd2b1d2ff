import type { Secret } from '../credentials/credentials.ts';
import type { StoredTarget } from './target.ts';
import type { TargetStore } from './target-store.ts';
import { type TearDownPorts, tearDownTarget } from './tear-down-target.ts';

export interface ProvisionPorts extends TearDownPorts {
  readonly targets: Pick<TargetStore, 'create' | 'discard'>;
}

/**
 * Makes a target with everything it owns: secret, queue, consumer, and last the row that makes it visible. When a step fails,
 * that step too is undone, since its answer may have been lost on the way. What even the undoing leaves behind stays in the registry
 * and is removed by the next sweep.
 * @throws ConflictError `name-taken`, or whatever a step threw
 */
export async function provisionTarget(
  draft: StoredTarget,
  secret: Secret,
  ports: ProvisionPorts,
): Promise<StoredTarget> {
  const { vault, queues, consumers, registry, targets } = ports;
  let target = draft;
  try {
    await registry.add({ ...identityOf(draft), registered_at: draft.created_at });
    await vault.create(draft, secret);
    await queues.create(draft);
    const consumerId = await consumers.attach(draft, draft.worker_shard);
    target = { ...draft, event_source_mapping_id: consumerId };
    await targets.create(target);

    return target;
  } catch (error) {
    await undo(target, ports);
    throw error;
  }
}

/** Never throws: the caller's reason for undoing matters more than what becomes of it. */
async function undo(target: StoredTarget, ports: ProvisionPorts): Promise<void> {
  try {
    await ports.targets.discard(target);
    await tearDownTarget(target, { recoverable: false, until: ports.clock() }, ports);
  } catch (error) {
    ports.report('target-undo-failed', { target_id: target.id, error });
  }
}

function identityOf({ org_id, account_id, id }: StoredTarget) {
  return { org_id, account_id, id };
}
