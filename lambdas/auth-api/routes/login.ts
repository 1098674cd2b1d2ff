import { randomBytes } from 'node:crypto';
import { type ApiResponse, type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/identity/login.ts';
import {
  droppedCookie,
  loginCookie,
  readCookie,
  sessionCookie,
  writtenCookie,
} from '../../../adapters/http/who-asks/cookies.ts';
import { sha256 } from '../../../domain/common/payload-hash.ts';
import type { Report } from '../../../domain/common/report.ts';
import {
  type LogInDeps,
  type LoginAttempt,
  LoginRefusedError,
  logIn,
  type SeenPerson,
} from '../../../domain/identity/log-in.ts';
import { lastsFor } from '../../../domain/identity/session.ts';

export interface LoginRoutesDeps extends LogInDeps {
  readonly provider: {
    begin(): Promise<{ address: string; state: string; nonce: string; code_verifier: string }>;
    finish(query: URLSearchParams, attempt: LoginAttempt): Promise<SeenPerson>;
  };
  readonly attempts: {
    add(attempt: LoginAttempt): Promise<void>;
    take(state: string, browserHash: string): Promise<LoginAttempt | undefined>;
  };
  readonly sessions: LogInDeps['sessions'] & { remove(idHash: string): Promise<void> };
  /** How long a login may be under way, seconds. */
  readonly attempt_seconds: number;
  readonly report: Report;
}

/** The calls by which people log in and out. */
export function loginRoutes(deps: LoginRoutesDeps): BoundRoute[] {
  return [
    bind(routes.beginLogin, async ({ query }) => begin(query.return_to, deps)),
    bind(routes.finishLogin, async ({ query, cookies }) =>
      finish(query, cookies, deps).catch((error: unknown) => {
        // What the person is told says nothing of what the provider has said.
        if (error instanceof LoginRefusedError) deps.report('login-refused', { error });
        throw error;
      }),
    ),
    bind(routes.logOut, async ({ cookies }) => {
      const hadSession = await endSession(cookies, deps);
      // To drop what has not come along would let the form of another site end the session, at the browser at least.
      return { status: 204, cookies: hadSession ? [droppedCookie(sessionCookie)] : [] };
    }),
  ];
}

async function begin(return_to: string, deps: LoginRoutesDeps): Promise<ApiResponse> {
  const { address, ...handshake } = await deps.provider.begin();
  const browser = randomBytes(32).toString('base64url');
  await deps.attempts.add({ ...handshake, return_to, browser_hash: sha256(browser) });
  const cookie = writtenCookie(loginCookie(handshake.state), browser, deps.attempt_seconds);

  return { status: 302, headers: { location: address }, cookies: [cookie] };
}

async function finish(
  query: Readonly<Record<string, unknown>> & { readonly state?: string | undefined },
  cookies: readonly string[],
  deps: LoginRoutesDeps,
): Promise<ApiResponse> {
  const { state = '' } = query;
  const browser = readCookie(cookies, loginCookie(state));
  const attempt =
    browser === undefined ? undefined : await deps.attempts.take(state, sha256(browser));
  if (attempt === undefined) {
    throw new LoginRefusedError(
      'This login was begun in another browser or at another address, took too long, or is finished already. Begin anew.',
      { status: 400 },
    );
  }
  const came = new URLSearchParams(
    Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
  );
  const id = await logIn(await deps.provider.finish(came, attempt), deps);
  // Whoever was logged in here before is not any more.
  await endSession(cookies, deps);

  return {
    status: 302,
    headers: { location: attempt.return_to },
    cookies: [droppedCookie(loginCookie(state)), writtenCookie(sessionCookie, id, lastsFor / 1000)],
  };
}

/** Whether there was one. */
async function endSession(
  cookies: readonly string[],
  { sessions }: LoginRoutesDeps,
): Promise<boolean> {
  const id = readCookie(cookies, sessionCookie);
  if (id !== undefined) await sessions.remove(sha256(id));

  return id !== undefined;
}
