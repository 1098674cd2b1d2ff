import { PermanentError } from '../common/errors.ts';
import type { Clock } from '../common/time.ts';
import { emailSchema, type Member, personId } from './member.ts';
import { newSession, type Session } from './session.ts';

/** What a login that is under way has to be finished with. */
export interface LoginAttempt {
  readonly state: string;
  readonly nonce: string;
  readonly code_verifier: string;
  /** A path of this origin. */
  readonly return_to: string;
  /** SHA-256 of what only the browser that began it has. */
  readonly browser_hash: string;
}

/** Whom the provider has seen. */
export interface SeenPerson {
  readonly email: string | undefined;
  /** Whether the provider has made sure that the address is theirs. */
  readonly is_verified: boolean;
}

/** The login cannot be finished, for a reason that the person may know. */
export class LoginRefusedError extends PermanentError {
  override name = 'LoginRefusedError';
  /** 400: begin anew; 403: another person has to do something first. */
  readonly status: 400 | 403;

  constructor(message: string, options: ErrorOptions & { readonly status: 400 | 403 }) {
    super(message, options);
    this.status = options.status;
  }
}

export interface LogInDeps {
  readonly members: { ofPerson(userId: string): Promise<readonly Member[]> };
  readonly sessions: { add(session: Session): Promise<void> };
  readonly clock: Clock;
}

/** Opens a session for whom the provider has seen, in the first of their accounts. @throws LoginRefusedError */
export async function logIn(seen: SeenPerson, deps: LogInDeps): Promise<string> {
  const email = emailSchema.safeParse(seen.email).data;
  if (email === undefined || !seen.is_verified) {
    throw new LoginRefusedError(
      'Your provider does not confirm that your e-mail address is yours. Confirm it there first.',
      { status: 403 },
    );
  }
  const [member] = await deps.members.ofPerson(personId(email));
  if (member === undefined) {
    throw new LoginRefusedError(
      `${email} is no member of any account here. Ask an Owner of your organisation to add this address.`,
      { status: 403 },
    );
  }
  const { id, session } = newSession(member, deps.clock());
  await deps.sessions.add(session);
  return id;
}
