import { isDeepStrictEqual } from 'node:util';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretStore } from '../../domain/channels/credentials.ts';
import { Secrets } from './secrets.ts';

/** The one Secrets Manager client of a function. */
export const secretsClient = new SecretsManagerClient({});

const ofThisProcess = new Secrets(secretsClient);

/**
 * One target's secret. A write keeps what a session made of the credentials, such as a token minted from an API key; it is
 * dropped when the credentials have been rotated meanwhile, since it would bring the old ones back.
 */
export function makeSecretStore(credentialsRef: string, secrets = ofThisProcess): SecretStore {
  return {
    read: ({ fresh = false } = {}) => secrets.read(credentialsRef, { fresh }),
    async write(secret) {
      const current = await secrets.read(credentialsRef, { fresh: true });
      if (isDeepStrictEqual(current.credentials, secret.credentials))
        await secrets.put(credentialsRef, secret);
    },
  };
}
