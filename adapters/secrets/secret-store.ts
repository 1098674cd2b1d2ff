import { isDeepStrictEqual } from 'node:util';
import { SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
import {
  GetSecretValueCommand,
  InvalidParameterException,
  PutSecretValueCommand,
  type SecretsManagerClient,
  UpdateSecretVersionStageCommand,
} from '@aws-sdk/client-secrets-manager';
import { boundTo } from '../../domain/credentials/bound-secret.ts';
import {
  type Secret,
  type SecretStore,
  secretSchema,
} from '../../domain/credentials/credentials.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';

/** A secret cannot be read or written. Names the reference and the reason, never what is in it. */
export class SecretError extends Error {
  override name = 'SecretError';
}

/** The specification's limit for caching a secret. */
const cachedForSeconds = 3600;

/** On the newest version that was made of another one, whether it became the current one or came too late. */
const madeOfAnother = 'TVLDERIVED';

/** One process's view of the secrets: read through a cache, written as new versions. */
export class Secrets {
  readonly #client: SecretsManagerClient;
  readonly #cache: SecretsProvider;

  constructor(client: SecretsManagerClient) {
    this.#client = client;
    this.#cache = new SecretsProvider({ awsSdkV3Client: client });
  }

  /** @throws SecretError */
  async read(ref: string, options: { readonly fresh: boolean }): Promise<Secret> {
    const text = await withoutContent(ref, () =>
      this.#cache.get(ref, { maxAge: cachedForSeconds, forceFetch: options.fresh }),
    );

    return parseSecret(ref, text);
  }

  /** A new version becomes the current one; what is under way with the old goes on. @throws SecretError */
  async put(ref: string, secret: Secret): Promise<void> {
    const SecretString = JSON.stringify(secret);
    await withoutContent(ref, () =>
      this.#client.send(new PutSecretValueCommand({ SecretId: ref, SecretString })),
    );
    this.#cache.clearCache();
  }

  /**
   * Puts what was made of the current version in its place if `isMadeOf` agrees to that version. It is put beside it first,
   * and Secrets Manager moves the label only from the version that was read: one that comes meanwhile stays the current one.
   * @throws SecretError
   */
  async derive(ref: string, secret: Secret, isMadeOf: (current: Secret) => boolean): Promise<void> {
    const id = { SecretId: ref };
    const { VersionId: current, SecretString } = await withoutContent(ref, () =>
      this.#client.send(new GetSecretValueCommand(id)),
    );
    if (!isMadeOf(parseSecret(ref, SecretString))) return;

    const put = new PutSecretValueCommand({
      ...id,
      SecretString: JSON.stringify(secret),
      VersionStages: [madeOfAnother],
    });
    const { VersionId: next } = await withoutContent(ref, () => this.#client.send(put));
    const move = {
      ...id,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: next,
      RemoveFromVersionId: current,
    };
    await withoutContent(ref, () =>
      this.#moveIfStillThere(new UpdateSecretVersionStageCommand(move)),
    );
    this.#cache.clearCache();
  }

  async #moveIfStillThere(move: UpdateSecretVersionStageCommand): Promise<void> {
    try {
      await this.#client.send(move);
    } catch (error) {
      if (!(error instanceof InvalidParameterException)) throw error;
    }
  }
}

/**
 * One target's secret, for calls to where the target is. A write keeps what a session made of the credentials, such as a
 * token minted from an API key; it is dropped when the credentials have been rotated or moved meanwhile, since it would bring the old ones back.
 */
export function makeSecretStore(
  secrets: Secrets,
  { credentials_ref, base_url }: Pick<StoredTarget, 'credentials_ref' | 'base_url'>,
): SecretStore {
  return boundTo(base_url, {
    read: ({ fresh = false } = {}) => secrets.read(credentials_ref, { fresh }),
    write: (secret) =>
      secrets.derive(credentials_ref, secret, (current) =>
        isDeepStrictEqual(withoutToken(current), withoutToken(secret)),
      ),
  });
}

function withoutToken({ credentials, origin }: Secret) {
  return { credentials, origin };
}

/** Runs a call that has a secret in its request or answer. @throws SecretError with the name of what went wrong, and nothing of its text */
export async function withoutContent<T>(ref: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    // biome-ignore lint/style/useErrorCause: the provider's error may quote the request, and a cause ends up in logs
    throw new SecretError(`secret ${ref}: ${reasonOf(error)}`);
  }
}

function parseSecret(ref: string, text: unknown): Secret {
  try {
    return secretSchema.parse(JSON.parse(String(text)));
  } catch {
    // biome-ignore lint/style/useErrorCause: a parser's error quotes what it could not read
    throw new SecretError(`secret ${ref} does not hold credentials as JSON`);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';

  return error.cause instanceof Error ? error.cause.name : error.name;
}
