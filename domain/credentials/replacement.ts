import { ChannelCallError } from '../channel/channel.ts';
import type { StoredTarget } from '../targets/target.ts';
import type { SecretVault } from '../targets/target-resources.ts';
import type { Secret } from './credentials.ts';

/**
 * A new secret that is in force before its target's row is written, so that no worker reads the row without it. When the row
 * cannot be written after all, the old secret comes back.
 */
export class Replacement {
  readonly #vault: SecretVault;
  #undo: (() => Promise<void>) | undefined;

  constructor(vault: SecretVault) {
    this.#vault = vault;
  }

  async put(target: StoredTarget, secret: Secret): Promise<void> {
    this.#undo ??= await this.#undoOf(target);
    await this.#vault.replace(target.credentials_ref, secret);
  }

  async orBack<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      await this.#undo?.();
      throw error;
    }
  }

  async #undoOf(target: StoredTarget): Promise<() => Promise<void>> {
    try {
      const before = await this.#vault.open(target).read({ fresh: true });
      return () => this.#vault.replace(target.credentials_ref, before);
    } catch (error) {
      // One that was left for another place is nothing to come back to.
      if (error instanceof ChannelCallError) return async () => undefined;
      throw error;
    }
  }
}
