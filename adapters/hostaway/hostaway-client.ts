import * as z from 'zod';
import {
  type CallOutcome,
  ChannelCallError,
  type Connection,
  type FailedCall,
  type NightsBody,
  type Payload,
  type WriteOptions,
} from '../../domain/channel/channel.ts';
import type { Clock } from '../../domain/common/time.ts';
import {
  type Exchange,
  ExchangeError,
  type HttpAnswer,
  type HttpRequest,
} from '../channels/exchange.ts';
import { accountNumber } from './account-number.ts';
import { classify, classifyTrouble, type Intent } from './classify.ts';
import { notKept } from './not-kept.ts';
import { redact } from './redact-answer.ts';

export interface ClientSettings {
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** Base URL without `/v1`, see `apiRoot`. */
  readonly root: string;
  /** Told how each read and each minting ended. */
  readonly answered?: Connection['answered'];
}

export interface WriteCall {
  readonly intent: Exclude<Intent, 'read'>;
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** Below `/v1`, e.g. `/listings/42`. */
  readonly path: string;
  readonly token: string;
  readonly options: WriteOptions;
  readonly payload?: Payload;
  /** What goes over the wire when it is no object. @default the payload */
  readonly body?: NightsBody;
}

export interface ReadCall<T> {
  /** Below `/v1`, with its query. */
  readonly path: string;
  readonly token: string;
  readonly schema: z.ZodType<T>;
  /** @default GET */
  readonly method?: 'GET' | 'POST' | 'DELETE' | undefined;
  /** Sent as JSON. @default none */
  readonly body?: unknown;
  /** @default that of the exchange, enough for a page of listings */
  readonly max_body_bytes?: number | undefined;
}

/** The answer to a write is one listing. Everything beyond what a call needs would be read, parsed and searched for nothing. */
const maxWriteAnswer = 2 * 2 ** 20;
const maxTokenAnswer = 64 * 2 ** 10;

const envelopeSchema = z.object({ result: z.unknown() });
const tokenSchema = z.object({ access_token: z.string().trim().min(1).max(4096) });

/**
 * Hostaway's API, one HTTP request per method call: no token of its own, no pacing, no repeats. It remembers the secrets it was
 * given in order to take them out of whatever Hostaway says.
 */
export class HostawayClient {
  readonly #settings: ClientSettings;
  readonly #secrets = new Set<string>();

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  /** Texts that must never leave this client again. */
  conceal(...secrets: readonly string[]): void {
    for (const secret of secrets) this.#secrets.add(secret);
  }

  /** A write: its outcome is a value, whatever happens. */
  async write(call: WriteCall): Promise<CallOutcome> {
    const { outcome, answer } = await this.#call(call.intent, {
      method: call.method,
      url: this.#url(call.path),
      headers: {
        ...jsonHeaders(call.token),
        'X-Idempotency-Key': call.options.idempotency_key,
        traceparent: call.options.traceparent,
      },
      max_body_bytes: maxWriteAnswer,
      ...(call.body || call.payload ? { body: JSON.stringify(call.body ?? call.payload) } : {}),
    });
    if (outcome.kind !== 'accepted' || !call.payload) return outcome;
    const { result } = envelopeSchema.safeParse(toJson(answer?.body ?? '')).data ?? {};

    return { ...outcome, not_kept: notKept(call.payload, result) };
  }

  /** A read, or a call that changes no listing, parsed. @throws ChannelCallError when it fails or has another shape */
  async read<T>({ path, token, schema, max_body_bytes, ...call }: ReadCall<T>): Promise<T> {
    const { method = 'GET', body } = call;
    const { outcome, answer } = await this.#call('read', {
      method,
      url: this.#url(path),
      headers: jsonHeaders(token),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(max_body_bytes === undefined ? {} : { max_body_bytes }),
    });

    const parsed =
      outcome.kind === 'accepted' ? schema.safeParse(toJson(answer?.body ?? '')) : undefined;
    return this.#given(parsed, outcome);
  }

  /** A new access token of an account (OAuth client credentials, form-encoded). @throws ChannelCallError */
  async mint(accountId: string, apiKey: string): Promise<string> {
    this.conceal(apiKey);
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: accountNumber(accountId),
      client_secret: apiKey,
      scope: 'general',
    });
    const { outcome, answer } = await this.#call('read', {
      method: 'POST',
      url: this.#url('/accessTokens'),
      headers: { ...commonHeaders, 'Content-Type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
      max_body_bytes: maxTokenAnswer,
    });

    // The token comes outside of the usual envelope: a success is a 2xx that has one.
    const minted = answer && isOk(answer) ? tokenSchema.safeParse(toJson(answer.body)) : undefined;
    const { access_token } = this.#given(minted, outcome);
    this.conceal(access_token);
    return access_token;
  }

  /** What a call was made for, `undefined` or unsuccessful if the answer does not have it. @throws ChannelCallError */
  #given<T>(parsed: z.ZodSafeParseResult<T> | undefined, outcome: CallOutcome): T {
    const { answered } = this.#settings;
    if (parsed?.success) {
      answered?.({ kind: 'accepted', http_status: outcome.http_status });
      return parsed.data;
    }
    const failure = outcome.kind === 'accepted' ? wrongShape(outcome) : outcome;
    answered?.(failure);
    throw new ChannelCallError(failure);
  }

  #url(path: string): string {
    return `${this.#settings.root}/v1${path}`;
  }

  async #call(
    intent: Intent,
    request: HttpRequest,
  ): Promise<{ outcome: CallOutcome; answer?: HttpAnswer }> {
    try {
      const answer = await this.#settings.exchange(withLength(request));
      const now = this.#settings.clock();
      const clean = (text: string) => redact(text, this.#secrets);
      return { outcome: classify(answer, { intent, now, redact: clean }), answer };
    } catch (error) {
      if (!(error instanceof ExchangeError)) throw error;
      return { outcome: classifyTrouble(error) };
    }
  }
}

const commonHeaders = { Accept: 'application/json', 'User-Agent': 'tvl-channels' };

function jsonHeaders(token: string): Record<string, string> {
  return {
    ...commonHeaders,
    Authorization: `Bearer ${token}`,
    'Content-Type': 'application/json',
    'Cache-Control': 'no-cache',
  };
}

function withLength(request: HttpRequest): HttpRequest {
  if (request.body === undefined) return request;
  const length = String(Buffer.byteLength(request.body));
  return { ...request, headers: { ...request.headers, 'Content-Length': length } };
}

function isOk({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function wrongShape({ http_status, response_excerpt }: CallOutcome): FailedCall {
  const error_message = 'Hostaway answered in a shape that is not known';
  return { kind: 'unclear', http_status, response_excerpt, error_message };
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
