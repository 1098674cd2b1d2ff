import { ChannelCallError } from '../channel/channel.ts';
import type { Secret, SecretStore } from './credentials.ts';

/** Where credentials may go: scheme, host and port of the place they were given for and have been tried at. */
export function bindSecret(secret: Secret, baseUrl: string): Secret {
  return { ...secret, origin: new URL(baseUrl).origin };
}

/**
 * A target's secret for the calls to one place. Credentials never go to another origin than the one they were given for, so
 * a memory of the secret from before the target was moved is read afresh, and what then still belongs elsewhere counts as refused.
 * @throws (from `read`) ChannelCallError `unauthorized`
 */
export function boundTo(baseUrl: string, store: SecretStore): SecretStore {
  const { origin } = new URL(baseUrl);

  return {
    write: (secret) => store.write(secret),
    read: async (options) => {
      const known = await store.read(options);
      if (known.origin === origin) return known;
      const current = options?.fresh === true ? known : await store.read({ fresh: true });
      if (current.origin == null || current.origin === origin) return current;

      throw new ChannelCallError({
        kind: 'unauthorized',
        http_status: null,
        response_excerpt: null,
        error_message: 'the stored credentials were given for another address',
      });
    },
  };
}
