import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { TargetsOfSync } from '../../../domain/sync/sync-deps.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import type { TargetStore } from '../../../domain/targets/target-store.ts';

const keptForMs = 5_000;
const mostKept = 1_000;

/** Targets as they were some seconds ago, so that a busy worker does not read its target with every batch. */
export class CachedTargets implements TargetsOfSync {
  readonly #known = new Map<string, { target: Promise<StoredTarget | undefined>; at: number }>();
  readonly #store: Pick<TargetStore, 'get' | 'block' | 'unblock'>;
  readonly #clock: Clock;

  constructor(store: Pick<TargetStore, 'get' | 'block' | 'unblock'>, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async get(
    tenant: Tenant,
    targetId: string,
    options: { fresh?: boolean } = {},
  ): Promise<StoredTarget | undefined> {
    const key = keyOf(tenant, targetId);
    const known = this.#known.get(key);
    const young = known !== undefined && this.#clock() - known.at < keptForMs;
    if (young && options.fresh !== true) return known.target;
    if (this.#known.size >= mostKept) this.#known.clear();
    // Remembered while it is read, so that many who ask at once make one read.
    const read = { target: this.#store.get(tenant, targetId), at: this.#clock() };
    this.#known.set(key, read);
    try {
      const target = await read.target;
      if (target === undefined) this.#forget(key, read);
      return target;
    } catch (error) {
      this.#forget(key, read);
      throw error;
    }
  }

  block(
    ...[tenant, targetId, block]: Parameters<TargetsOfSync['block']>
  ): ReturnType<TargetsOfSync['block']> {
    this.#known.delete(keyOf(tenant, targetId));

    return this.#store.block(tenant, targetId, block);
  }

  async unblock(tenant: Tenant, targetId: string): Promise<void> {
    this.#known.delete(keyOf(tenant, targetId));
    await this.#store.unblock(tenant, targetId, ['unavailable']);
  }

  #forget(key: string, read: { target: Promise<StoredTarget | undefined> }): void {
    if (this.#known.get(key)?.target === read.target) this.#known.delete(key);
  }
}

function keyOf({ org_id, account_id }: Tenant, targetId: string): string {
  return `${org_id}/${account_id}/${targetId}`;
}
