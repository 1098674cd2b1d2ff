import { sha256 } from '../../../domain/common/payload-hash.ts';
import { hasRunOut } from '../../../domain/identity/api-key.ts';
import { type Principal, principalSchema } from '../../../domain/identity/principal.ts';
import { noteUse } from '../../../domain/identity/use.ts';
import { expiry } from '../../dynamodb/identity/api-key-item.ts';
import { noteKeyUse } from '../../dynamodb/identity/note-use.ts';
import { apiKeyKey, apiKeyUseKey } from '../../dynamodb/keys.ts';
import { readTogether } from '../../dynamodb/read-together.ts';
import { unauthorized } from './unauthorized.ts';
import type { WhoAsksDeps } from './who-asks-deps.ts';

/**
 * Knows callers by API key: the table holds its SHA-256 only, and is asked on every request, so that revoking works at once.
 * @throws RequestError 401
 */
export async function callerByKey(token: string, deps: WhoAsksDeps): Promise<Principal> {
  const { client, tables, clock } = deps;
  const key_hash = sha256(token);
  const [key, use] = await readTogether(client, [
    { table: tables.channels, key: apiKeyKey(key_hash) },
    { table: tables.meters, key: apiKeyUseKey(key_hash) },
  ]);
  const now = clock();
  if (key === undefined || hasRunOut({ expires_at: expiry(key.expires_at) }, now)) {
    throw unauthorized('The API key is not known.', 'Bearer error="invalid_token"');
  }
  await noteUse(use?.used_at, now, {
    note: () => noteKeyUse(client, tables.meters, { key_hash, now }),
    report: deps.report,
  });
  return principalSchema.parse(key);
}
