import type { Configuration, IDToken, UserInfoResponse } from 'openid-client';
import { UnavailableError } from '../../domain/common/errors.ts';
import { LoginRefusedError, type SeenPerson } from '../../domain/identity/log-in.ts';

export interface OidcSettings {
  /** The provider's issuer; its endpoints are found from there (OpenID Connect Discovery). */
  readonly issuer: string;
  readonly client_id: string;
  readonly readSecret: () => Promise<string>;
  /** Where the provider sends people back to: registered there. */
  readonly redirect_uri: string;
  /** Whether the provider may be spoken to by http: only where it is on the same machine. */
  readonly allow_http: boolean;
}

/** What has to be kept until the provider sends the person back. */
export interface Handshake {
  readonly state: string;
  readonly nonce: string;
  readonly code_verifier: string;
}

/** The client of an OpenID Connect provider: authorization code flow with PKCE, state and nonce (RFC 9700). */
export class OidcProvider {
  readonly #settings: OidcSettings;
  #configuration: Promise<Configuration> | undefined;

  constructor(settings: OidcSettings) {
    this.#settings = settings;
  }

  /** Where to send the person. @throws UnavailableError */
  async begin(): Promise<Handshake & { readonly address: string }> {
    const client = await library();
    const configuration = await this.#configured();
    const code_verifier = client.randomPKCECodeVerifier();
    const [state, nonce] = [client.randomState(), client.randomNonce()];
    const { href } = client.buildAuthorizationUrl(configuration, {
      redirect_uri: this.#settings.redirect_uri,
      scope: 'openid email',
      state,
      nonce,
      code_challenge: await client.calculatePKCECodeChallenge(code_verifier),
      code_challenge_method: 'S256',
      // Else who has come with an address that is no member's would be sent back with the same one again and again.
      prompt: 'select_account',
    });
    return { address: href, state, nonce, code_verifier };
  }

  /** Whom the provider has seen. `query`: what it has sent the person back with. @throws LoginRefusedError @throws UnavailableError */
  async finish(query: URLSearchParams, handshake: Handshake): Promise<SeenPerson> {
    const client = await library();
    const configuration = await this.#configured();
    try {
      // The registered address, not the one that the request says it came to.
      const came = new URL(`${this.#settings.redirect_uri}?${query}`);
      const tokens = await client.authorizationCodeGrant(configuration, came, {
        expectedState: handshake.state,
        expectedNonce: handshake.nonce,
        pkceCodeVerifier: handshake.code_verifier,
        idTokenExpected: true,
      });
      const claims = tokens.claims();
      if (claims?.email !== undefined && claims.email_verified !== undefined) return seen(claims);

      const { access_token } = tokens;
      return seen(await client.fetchUserInfo(configuration, access_token, claims?.sub ?? ''));
    } catch (cause) {
      const wasEnded =
        cause instanceof client.AuthorizationResponseError && cause.error === 'access_denied';
      const what = wasEnded
        ? 'The login was ended at the provider, and nobody is logged in.'
        : 'The provider has not confirmed the login.';
      throw new LoginRefusedError(`${what} Begin anew.`, { status: 400, cause });
    }
  }

  /** Looked up once; after a failure, by the next that asks. */
  #configured(): Promise<Configuration> {
    this.#configuration ??= this.#discover().catch((cause: unknown) => {
      this.#configuration = undefined;
      throw new UnavailableError('login-unavailable', 'The login provider cannot be asked now.', {
        cause,
      });
    });
    return this.#configuration;
  }

  async #discover(): Promise<Configuration> {
    const { issuer, client_id, readSecret, allow_http } = this.#settings;
    const [client, secret] = await Promise.all([library(), readSecret()]);
    const execute = allow_http ? [client.allowInsecureRequests] : [];

    return client.discovery(new URL(issuer), client_id, secret, undefined, { execute });
  }
}

/** Only who logs in needs it. */
function library() {
  return import('openid-client');
}

function seen({ email, email_verified }: IDToken | UserInfoResponse): SeenPerson {
  return {
    email: typeof email === 'string' ? email : undefined,
    is_verified: email_verified === true,
  };
}
