import type { PostJson } from '../../domain/webhook/send-message.ts';
import { ExchangeError, type ExchangeSettings, makeExchange } from './exchange.ts';

/** Longer than a receiver needs that takes a message first and works on it later, as the specification of webhooks asks it to. */
const timeoutMs = 5_000;
const maxBodyBytes = 65_536;

/** Posts messages to receivers that tenants have named: to public hosts by https only, unless the settings say otherwise. */
export function makePostJson({
  allowPrivateBaseUrls,
}: Pick<ExchangeSettings, 'allowPrivateBaseUrls'>): PostJson {
  const exchange = makeExchange({ allowPrivateBaseUrls, timeoutMs, maxBodyBytes });

  return async (url, headers, body) => {
    try {
      return await exchange({
        ...{ method: 'POST', url, body },
        headers: {
          ...headers,
          'content-type': 'application/json',
          'content-length': String(Buffer.byteLength(body)),
          'user-agent': 'tvl-channels',
        },
      });
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      return { status: null, reason: error.message };
    }
  };
}
