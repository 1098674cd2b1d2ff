import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { getMe, patchMe } from '../../../adapters/http/routes/identity/login.ts';
import { sessionCookie, writtenCookie } from '../../../adapters/http/who-asks/cookies.ts';
import { ConflictError, NotFoundError } from '../../../domain/common/errors.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { Member } from '../../../domain/identity/member.ts';
import type { Principal } from '../../../domain/identity/principal.ts';
import { newSession, type Session } from '../../../domain/identity/session.ts';

export interface MeRoutesDeps {
  readonly members: { ofPerson(userId: string): Promise<readonly Member[]> };
  readonly sessions: {
    add(session: Session): Promise<void>;
    remove(idHash: string): Promise<void>;
  };
  readonly clock: Clock;
}

/** The calls by which callers learn who they are, and people choose the account they work in. */
export function meRoutes({ members, sessions, clock }: MeRoutesDeps): BoundRoute[] {
  return [
    bind(getMe, async ({ principal, session }) => {
      const memberships = session === null ? [principal] : await members.ofPerson(session.user_id);
      return { status: 200, body: shown(principal, session, memberships) };
    }),
    bind(patchMe, async ({ session, body }) => {
      if (session === null)
        throw new ConflictError('no-session', 'An API key is for one account; log in to choose.');
      const memberships = await members.ofPerson(session.user_id);
      const chosen = memberships.find(
        ({ org_id, account_id }) => org_id === body.org_id && account_id === body.account_id,
      );
      if (chosen === undefined) throw new NotFoundError('You are no member of such an account.');

      const next = newSession(chosen, clock(), session.ends_at);
      await sessions.add(next.session);
      await sessions.remove(session.id_hash);
      const seconds = Math.ceil((Date.parse(session.ends_at) - clock()) / 1000);
      const cookies = [writtenCookie(sessionCookie, next.id, seconds)];
      return { status: 200, body: shown(chosen, next.session, memberships), cookies };
    }),
  ];
}

function shown(principal: Principal, session: Session | null, memberships: readonly Principal[]) {
  return { ...principal, email: session?.email ?? null, memberships };
}
