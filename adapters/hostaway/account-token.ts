import { ChannelCallError, type Connection } from '../../domain/channel/channel.ts';
import type { Secret } from '../../domain/credentials/credentials.ts';
import type { HostawayClient } from './hostaway-client.ts';

export interface AccountTokenSettings {
  readonly client: HostawayClient;
  readonly connection: Connection;
  readonly sleep: (ms: number) => Promise<void>;
}

/** A token becomes usable about a second after its issue (documented in February 2026). */
const settlingMs = 1_000;

/**
 * The bearer token of one account: an API token as it is, or one minted from an API key, kept in the secret and used for
 * as long as Hostaway takes it. Minting is paced like any other call.
 */
export class AccountToken {
  readonly #settings: AccountTokenSettings;
  #current: string | undefined;
  #refused: string | undefined;
  #pending: Promise<unknown> | undefined;

  constructor(settings: AccountTokenSettings) {
    this.#settings = settings;
  }

  /** The token in use, undefined before the first `obtain`. */
  get current(): string | undefined {
    return this.#current;
  }

  /** Calls that wait for a token at the same time share one. @throws ChannelCallError */
  async obtain(): Promise<string> {
    if (this.#current === undefined) await this.#alone(() => this.#adopt(false));
    return this.#current ?? raise('Hostaway credentials are missing');
  }

  /** Hostaway refused this token. */
  markRefused(token: string): void {
    this.#refused = token;
  }

  /**
   * Looks for a better token than the refused one: another call's, another process's, a rotated secret's, a new one.
   * False when there is none. @throws ChannelCallError
   */
  async renew(): Promise<boolean> {
    if (this.#refused !== undefined && this.#current !== this.#refused) return true;

    const before = this.#current;
    await this.#alone(() => this.#adopt(true));
    return this.#current !== before;
  }

  async #adopt(fresh: boolean): Promise<void> {
    const { client, connection } = this.#settings;
    const secret = await connection.secret.read({ fresh });
    // Also where a token is kept, and the key not sent from here: the channel knows it.
    if ('api_key' in secret.credentials) client.conceal(secret.credentials.api_key);
    const known = this.#known(secret);

    if (known !== undefined && !(fresh && known === this.#current)) this.#use(known);
    else if ('account_id' in secret.credentials) this.#use(await this.#mint(secret));
  }

  #known(secret: Secret): string | undefined {
    const { credentials } = secret;
    const token = 'api_token' in credentials ? credentials.api_token : secret.access_token;
    return token ?? undefined;
  }

  async #mint(secret: Secret): Promise<string> {
    const { client, connection, sleep } = this.#settings;
    if (!('account_id' in secret.credentials))
      return raise('there is no API key to mint a token from');

    const { account_id, api_key } = secret.credentials;
    await connection.turn();
    const access_token = await client.mint(account_id, api_key);
    // Kept only once it works, so that nobody who reads it is refused.
    await sleep(settlingMs);
    await connection.secret.write({ ...secret, access_token });
    return access_token;
  }

  #use(token: string): void {
    // A header takes visible ASCII only; anything else is not a token but a slip when it was pasted.
    if (!/^[\x21-\x7e]+$/.test(token)) raise('the Hostaway token has characters no token has');

    this.#settings.client.conceal(token);
    this.#current = token;
  }

  async #alone(work: () => Promise<void>): Promise<void> {
    this.#pending ??= work().finally(() => {
      this.#pending = undefined;
    });
    await this.#pending;
  }
}

function raise(error_message: string): never {
  const nothing = { http_status: null, response_excerpt: null };
  throw new ChannelCallError({ ...nothing, kind: 'unauthorized', error_message });
}
