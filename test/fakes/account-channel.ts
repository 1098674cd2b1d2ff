import {
  type Channel,
  ChannelCallError,
  type ChannelSession,
  type Connection,
  type FailedCall,
} from '../../domain/channel/channel.ts';
import type { Secret } from '../../domain/credentials/credentials.ts';

type Kind = FailedCall['kind'];

/** How the account answers its next checks; the last one stays. Failures carry `retry_at` or a message where given. */
export type Reply =
  | { readonly kind: 'accepted'; readonly takes_ms?: number }
  | { readonly kind: Kind; readonly message?: string; readonly retry_at?: number | null };

const unused = () => Promise.reject(new Error('targets are managed without this call'));

/** A channel of which only the account is of interest: whether it can be reached and how it answers. */
export class AccountChannel implements Channel {
  readonly channel_type = 'hostaway';
  readonly default_base_url = 'https://api.channel.example/v1';
  readonly default_rate_limit = { max_requests: 12, window_seconds: 10 };
  readonly timeout_ms = 30_000;
  readonly late_ms = 60_000;
  readonly costly_fields = [];
  readonly most_ranges = 0;
  readonly nightsBody = () => [];
  readonly excerpt = () => '';
  readonly map = unused;
  /** Base URL and secret of each check. */
  readonly checks: { readonly base_url: string; readonly secret: Secret }[] = [];
  replies: Reply[] = [{ kind: 'accepted' }];
  /** What `renewCredentials` says. */
  renews = false;
  /** A token that the first check mints and keeps, as it is done for an API key. */
  mints: string | undefined;
  readonly #pass: (ms: number) => void;

  constructor(pass: (ms: number) => void) {
    this.#pass = pass;
  }

  connect(connection: Connection): ChannelSession {
    const { renews } = this;

    return {
      authenticate: unused,
      fetchVocabulary: unused,
      create: unused,
      update: unused,
      updateNights: unused,
      readNights: unused,
      remove: unused,
      find: unused,
      list: unused,
      renewCredentials: async () => renews,
      check: async () => {
        await connection.turn();
        const secret = await connection.secret.read();
        this.checks.push({ base_url: connection.base_url, secret });
        if (this.mints !== undefined)
          await connection.secret.write({ ...secret, access_token: this.mints });
        try {
          this.#reply();
          connection.answered?.({ kind: 'accepted', http_status: 200 });
        } catch (error) {
          if (error instanceof ChannelCallError) connection.answered?.(error.outcome);
          throw error;
        }
      },
    };
  }

  windowKey(baseUrl: string, { credentials }: Secret): string {
    const account = 'account_id' in credentials ? credentials.account_id : credentials.api_token;
    return `${new URL(baseUrl).host}/${account}`;
  }

  externalIdProblem(): null {
    return null;
  }

  namesAccount({ credentials }: Secret): boolean {
    return 'account_id' in credentials;
  }

  #reply(): void {
    const reply = this.replies.length > 1 ? this.replies.shift() : this.replies[0];
    if (reply === undefined) throw new Error('no reply');
    if (reply.kind === 'accepted') {
      this.#pass('takes_ms' in reply ? (reply.takes_ms ?? 0) : 0);
      return;
    }
    throw new ChannelCallError(failed(reply));
  }
}

function failed(reply: Reply): FailedCall {
  const message = 'message' in reply ? (reply.message ?? null) : null;
  const base = { http_status: null, response_excerpt: null, error_message: message };
  switch (reply.kind) {
    case 'rate_limited':
      return { ...base, kind: 'rate_limited', http_status: 429, retry_at: retryAt(reply) };
    case 'refused':
      return { ...base, kind: 'refused', http_status: 400, validation: false };
    case 'unauthorized':
      return { ...base, kind: 'unauthorized', http_status: 403 };
    case 'missing':
      return { ...base, kind: 'missing', http_status: 404 };
    case 'accepted':
    case 'unclear':
      return { ...base, kind: 'unclear' };
  }
}

function retryAt(reply: Reply): number | null {
  return 'retry_at' in reply ? (reply.retry_at ?? null) : null;
}
