import type { Secret, SecretStore } from './credentials.ts';

/** A secret that is only tried: what a session makes of it, e.g. a token it mints, stays here in `current`. */
export interface HeldSecret extends SecretStore {
  current(): Secret;
}

/** For credentials that are not kept anywhere yet. */
export function holdSecret(initial: Secret): HeldSecret {
  let secret = initial;

  return {
    current: () => secret,
    read: async () => secret,
    write: async (next) => {
      secret = next;
    },
  };
}
