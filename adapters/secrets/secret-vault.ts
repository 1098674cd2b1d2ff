import {
  DeleteSecretCommand,
  InvalidRequestException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Secret, SecretStore } from '../../domain/credentials/credentials.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';
import type { SecretVault, TargetIdentity } from '../../domain/targets/target-resources.ts';
import { createSecret } from './create-secret.ts';
import { makeSecretStore, type Secrets } from './secret-store.ts';

export interface SecretVaultSettings {
  /** A target's secret is `<prefix><org>/<account>/<target id>`. */
  readonly name_prefix: string;
  readonly stage: string;
}

/** How long the secret of a deleted target can still be restored by the people who run the system. */
const recoveryWindowDays = 30;

/** The targets' secrets in Secrets Manager. */
export class SecretsManagerVault implements SecretVault {
  readonly #client: SecretsManagerClient;
  readonly #secrets: Secrets;
  readonly #settings: SecretVaultSettings;

  constructor(client: SecretsManagerClient, secrets: Secrets, settings: SecretVaultSettings) {
    this.#client = client;
    this.#secrets = secrets;
    this.#settings = settings;
  }

  refOf({ org_id, account_id, id }: TargetIdentity): string {
    return `${this.#settings.name_prefix}${org_id}/${account_id}/${id}`;
  }

  open(target: Pick<StoredTarget, 'credentials_ref' | 'base_url'>): SecretStore {
    return makeSecretStore(this.#secrets, target);
  }

  /** @throws SecretError */
  async create(target: TargetIdentity, secret: Secret): Promise<void> {
    const { org_id, account_id, id: target_id } = target;
    await createSecret(this.#client, {
      name: this.refOf(target),
      description: 'Credentials of a channel target',
      content: secret,
      tags: { stage: this.#settings.stage, org_id, account_id, target_id },
    });
  }

  replace(ref: string, secret: Secret): Promise<void> {
    return this.#secrets.put(ref, secret);
  }

  async remove(ref: string, { recoverable }: { recoverable: boolean }): Promise<void> {
    const command = new DeleteSecretCommand({
      SecretId: ref,
      ...(recoverable
        ? { RecoveryWindowInDays: recoveryWindowDays }
        : { ForceDeleteWithoutRecovery: true }),
    });
    try {
      await this.#client.send(command);
    } catch (error) {
      const scheduledAlready = recoverable && error instanceof InvalidRequestException;
      if (!scheduledAlready && !(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}
