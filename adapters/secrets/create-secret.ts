import { CreateSecretCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { withoutContent } from './secret-store.ts';

export interface NewSecret {
  readonly name: string;
  readonly description: string;
  /** Kept as JSON. */
  readonly content: unknown;
  /** Whose it is, beside the project. */
  readonly tags: Readonly<Record<string, string>>;
}

/** @throws SecretError */
export async function createSecret(
  client: SecretsManagerClient,
  { name, description, content, tags }: NewSecret,
): Promise<void> {
  const command = new CreateSecretCommand({
    Name: name,
    Description: description,
    SecretString: JSON.stringify(content),
    Tags: Object.entries({ project: 'tvl-channels', ...tags }).map(([Key, Value]) => ({
      ...{ Key, Value },
    })),
  });
  await withoutContent(name, () => client.send(command));
}
