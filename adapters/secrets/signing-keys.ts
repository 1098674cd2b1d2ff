import { randomUUID } from 'node:crypto';
import {
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Tenant } from '../../domain/common/tenant.ts';
import {
  type SigningKeys,
  type SigningKeyVault,
  signingKeysSchema,
} from '../../domain/webhook/signing-keys.ts';
import { createSecret } from './create-secret.ts';
import { SecretError, withoutContent } from './secret-store.ts';

export interface SigningKeySettings {
  /** A webhook's secret is `<prefix><org>/<account>/<id>`. */
  readonly name_prefix: string;
  readonly stage: string;
}

/** The keys of webhooks in Secrets Manager, a secret for each time that one is set. */
export class SecretsManagerKeys implements SigningKeyVault {
  readonly #client: SecretsManagerClient;
  readonly #settings: SigningKeySettings;

  constructor(client: SecretsManagerClient, settings: SigningKeySettings) {
    this.#client = client;
    this.#settings = settings;
  }

  /** @throws SecretError */
  async create({ org_id, account_id }: Tenant, keys: SigningKeys): Promise<string> {
    const { name_prefix, stage } = this.#settings;
    const name = `${name_prefix}${org_id}/${account_id}/${randomUUID()}`;
    await createSecret(this.#client, {
      ...{ name, content: keys, tags: { stage, org_id, account_id } },
      description: 'What alerts are signed by that are sent to a webhook',
    });

    return name;
  }

  /** @throws SecretError */
  async read(ref: string): Promise<SigningKeys> {
    return readSigningKeys(this.#client, ref);
  }

  /** @throws SecretError */
  async replace(ref: string, keys: SigningKeys): Promise<void> {
    const SecretString = JSON.stringify(keys);
    await withoutContent(ref, () =>
      this.#client.send(new PutSecretValueCommand({ SecretId: ref, SecretString })),
    );
  }

  async remove(ref: string): Promise<void> {
    const command = new DeleteSecretCommand({ SecretId: ref, ForceDeleteWithoutRecovery: true });
    try {
      await this.#client.send(command);
    } catch (error) {
      if (!(error instanceof ResourceNotFoundException)) throw error;
    }
  }
}

/** Always as they are now: a receiver that has taken up a new secret at once expects it to be used. @throws SecretError */
export async function readSigningKeys(
  client: SecretsManagerClient,
  ref: string,
): Promise<SigningKeys> {
  const { SecretString } = await withoutContent(ref, () =>
    client.send(new GetSecretValueCommand({ SecretId: ref })),
  );
  try {
    return signingKeysSchema.parse(JSON.parse(String(SecretString)));
  } catch {
    // biome-ignore lint/style/useErrorCause: a parser's error quotes what it could not read
    throw new SecretError(`secret ${ref} does not hold signing keys as JSON`);
  }
}
