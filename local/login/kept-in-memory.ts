import type { AdapterFactory, AdapterPayload } from 'oidc-provider';

/** Keeps what the provider has to remember until this process ends. What the library brings for that warns of its use. */
export function keptInMemory(): AdapterFactory {
  const kept = new Map<string, AdapterPayload>();

  return (model) => {
    const key = (id: string) => `${model} ${id}`;
    return {
      upsert: async (id, payload, seconds) => {
        kept.set(key(id), payload);
        if (seconds !== undefined) setTimeout(() => kept.delete(key(id)), seconds * 1000).unref();
      },
      find: async (id) => kept.get(key(id)),
      findByUid: async (uid) => [...kept.values()].find((payload) => payload.uid === uid),
      findByUserCode: async () => undefined,
      consume: async (id) => {
        const payload = kept.get(key(id));
        if (payload !== undefined) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void kept.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [id, payload] of kept) if (payload.grantId === grantId) kept.delete(id);
      },
    };
  };
}
