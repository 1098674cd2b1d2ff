import { sha256 } from '../../../domain/common/payload-hash.ts';
import { principalSchema } from '../../../domain/identity/principal.ts';
import { endOf, ownerOf, sessionSchema } from '../../../domain/identity/session.ts';
import { noteUse } from '../../../domain/identity/use.ts';
import { noteSessionUse } from '../../dynamodb/identity/sessions.ts';
import { memberKey, sessionKey } from '../../dynamodb/keys.ts';
import { readTogether } from '../../dynamodb/read-together.ts';
import { RequestError } from '../request-error.ts';
import type { Caller } from './authenticate.ts';
import { unauthorized } from './unauthorized.ts';
import type { WhoAsksDeps } from './who-asks-deps.ts';

/**
 * Knows callers by session. Session and membership are read with every request, so that a logout, another role and a removal hold at
 * once.
 * @throws RequestError 401, or 403 `not-a-member`
 */
export async function callerBySession(id: string, deps: WhoAsksDeps): Promise<Caller> {
  const owner = ownerOf(id);
  if (owner === undefined) throw over();
  const { client, tables, clock } = deps;
  const [item, member] = await readTogether(client, [
    { table: tables.meters, key: sessionKey(sha256(id)) },
    { table: tables.channels, key: memberKey(owner, owner.user_id) },
  ]);
  const session = sessionSchema.safeParse(item).data;
  const now = clock();
  if (session === undefined || endOf(session) <= now) throw over();
  if (member === undefined) throw notAMember(session.email);
  await noteUse(session.used_at, now, {
    note: () => noteSessionUse(client, tables.meters, { session, now }),
    report: deps.report,
  });
  return { principal: principalSchema.parse(member), session };
}

function over(): RequestError {
  return unauthorized('The session is over. Log in at /api/auth/login.', 'Bearer');
}

function notAMember(email: string): RequestError {
  return new RequestError(
    `${email} is no member of this account any more. Ask an Owner to add the address, or log in to another account.`,
    { status: 403, slug: 'not-a-member' },
  );
}
