import type * as z from 'zod';
import type { Role } from '../../domain/identity/principal.ts';

/** Names of the functions behind the HTTP API; a folder in `lambdas/` each. */
export type ApiFunction =
  | 'targets-api'
  | 'listings-api'
  | 'health-api'
  | 'auth-api'
  | 'inbound-api';

/** `etag`: what `If-Match` takes; `location`: where the new thing is, or where to go. */
export type AnswerHeader = 'etag' | 'location' | 'set-cookie';

/** One call of the HTTP contract: the route in API Gateway, the validation and the OpenAPI entry come from it. */
export interface Route {
  readonly operation_id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** API Gateway form, e.g. `/api/channels/targets/{id}`. */
  readonly path: string;
  readonly function: ApiFunction;
  readonly tag: 'Channels' | 'Supply' | 'Identity' | 'Operations';
  readonly summary: string;
  /** Who may call: anyone (`open`), any role (`any`), or the roles named. */
  readonly access: 'open' | 'any' | readonly Role[];
  readonly params?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  /** Its handler gets the body as the text it came as, whatever that is: `body` describes it and refuses nothing. */
  readonly reads_text?: boolean;
  /**
   * Headers of successful answers that not all have.
   *
   * @default none
   */
  readonly answer_headers?: readonly AnswerHeader[];
  /** Of a POST: its answer must not be kept, or need not be, so it takes no `Idempotency-Key`. */
  readonly keeps_no_answer?: boolean;
  /** Whether `If-Match` and `If-None-Match` are heeded, with the ETags of reads. */
  readonly is_conditional?: boolean;
  /**
   * Media type of the successful answers.
   *
   * @default application/json
   */
  readonly content_type?: string;
  /**
   * Problems that its like do not have, e.g. 503 where the channel is called while the caller waits.
   *
   * @default none
   */
  readonly problems?: readonly number[];
  /** Status -> schema of the body; null for none. Problem documents are added to all. */
  readonly responses: Readonly<Record<number, z.ZodType | null>>;
}
