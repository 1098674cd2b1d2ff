import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import Provider, { interactionPolicy } from 'oidc-provider';
import { listen, type RunningServer } from '../cloud/common/listen.ts';
import { keptInMemory } from './kept-in-memory.ts';
import { type LocalUser, localUsers } from './local-users.ts';
import { loginOverPage, loginPage } from './login-page.ts';

/** How functions know themselves to the provider. */
export const localClient = { id: 'tvl-channels', secret: 'local-login-secret' };

export interface LoginProviderOptions {
  /** On loopback; 0 takes a free one. */
  readonly port: number;
  /** @default those of `npm start` */
  readonly users?: readonly LocalUser[];
  /** Whether addresses are in the id token; Google's are. @default false: they have to be asked for */
  readonly email_in_id_token?: boolean;
}

export interface LoginProvider extends RunningServer {
  readonly issuer: string;
  /** From then on it sends people back to that API. */
  serve(apiUrl: string): void;
}

/**
 * A real OpenID Connect provider on this machine, at which everybody may be whom they choose. It opens before the API does, whose
 * functions are told its address.
 * @throws CloudError when the port is taken
 */
export async function startLoginProvider(options: LoginProviderOptions): Promise<LoginProvider> {
  let answer: RequestListener = (_, response) => void response.writeHead(503).end();
  const running = await listen(
    createServer((request, response) => answer(request, response)),
    options.port,
  );
  const issuer = `http://localhost:${running.port}`;
  return {
    ...running,
    issuer,
    serve: (apiUrl) => {
      answer = answering(providerFor(issuer, apiUrl, options), {
        users: options.users ?? localUsers,
        loginUrl: `${apiUrl}/api/auth/login`,
      });
    },
  };
}

function providerFor(
  issuer: string,
  apiUrl: string,
  { users = localUsers, email_in_id_token = false }: LoginProviderOptions,
): Provider {
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  const provider: Provider = new Provider(issuer, {
    adapter: keptInMemory(),
    clients: [
      {
        client_id: localClient.id,
        client_secret: localClient.secret,
        redirect_uris: [`${apiUrl}/api/auth/callback`],
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: !email_in_id_token,
    cookies: { keys: ['local'] },
    features: { devInteractions: { enabled: false } },
    findAccount: (_, accountId) => {
      const { email, email_verified = true } = users.find((user) => user.email === accountId) ?? {
        email: accountId,
      };
      return { accountId, claims: () => ({ sub: accountId, email, email_verified }) };
    },
    interactions: { policy, url: (_, { uid }) => `/login/${uid}` },
    jwks: { keys: [{ ...newKey(), use: 'sig' }] },
    // Nobody has to agree to what they are logged in for.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId,
        accountId: oidc.session?.accountId,
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
    },
  });
  return provider;
}

function newKey() {
  return generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
}

function answering(
  provider: Provider,
  { users, loginUrl }: { readonly users: readonly LocalUser[]; readonly loginUrl: string },
): RequestListener {
  const callback = provider.callback();
  return (request, response) => {
    // The provider knows nobody again: whom to be is chosen at each login.
    request.headers.cookie = withoutSession(request.headers.cookie);
    if (!request.url?.startsWith('/login/')) return void callback(request, response);
    const html = { 'content-type': 'text/html; charset=utf-8' };
    if (request.method !== 'POST') return void response.writeHead(200, html).end(loginPage(users));

    const chosen = async () => {
      const form = new URLSearchParams(await bodyOf(request));
      const accountId = form.get('email') ?? '';
      await provider.interactionFinished(
        request,
        response,
        form.has('cancel')
          ? { error: 'access_denied' }
          : { login: { accountId }, select_account: {} },
      );
    };
    chosen().catch(() => response.writeHead(400, html).end(loginOverPage(loginUrl)));
  };
}

function withoutSession(cookies = ''): string {
  const kept = cookies.split('; ').filter((cookie) => !cookie.startsWith('_session'));

  return kept.join('; ');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);

  return Buffer.concat(chunks).toString();
}
