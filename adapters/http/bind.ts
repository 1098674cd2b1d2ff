import type * as z from 'zod';
import type { Precondition } from '../../domain/common/precondition.ts';
import type { Principal } from '../../domain/identity/principal.ts';
import type { Session } from '../../domain/identity/session.ts';
import type { Route } from './route.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

/** What a route's handler gets: everything parsed by the route's own schemas. */
export interface ApiRequest<R extends Route> {
  readonly principal: R['access'] extends 'open' ? null : Principal;
  /** Of who has logged in; null for a key, and where nobody is asked who they are. */
  readonly session: Session | null;
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: R extends { reads_text: true } ? string : Parsed<R['body']>;
  /** What `If-Match` and `If-None-Match` ask for; nothing where the route is not conditional. */
  readonly precondition: Precondition;
  /** W3C trace id, 32 hex digits. */
  readonly trace_id: string;
  /** Names as API Gateway hands them over, in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** `name=value` each. */
  readonly cookies: readonly string[];
}

/** `body` is serialised as JSON, after the route's schema has taken out what it does not name; absent for 204. */
export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  /** Instead of `body`, for routes with a `content_type` of their own: the bytes or the text to send. */
  readonly content?: Uint8Array | string;
  readonly headers?: Readonly<Record<string, string>>;
  /** `Set-Cookie` headers. */
  readonly cookies?: readonly string[];
}

/** A request whose route is not known by type any more. */
export interface AnyRequest {
  readonly principal: Principal | null;
  readonly session: Session | null;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly precondition: Precondition;
  readonly trace_id: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: readonly string[];
}

export interface BoundRoute {
  readonly route: Route;
  /** A method, not a property: its argument is bivariant, so that `bind` can hand over a handler of a narrower request. */
  handle(request: AnyRequest): Promise<ApiResponse>;
}

/** Joins a route of the contract with the function that serves it. */
export function bind<const R extends Route>(
  route: R,
  handler: (request: ApiRequest<R>) => Promise<ApiResponse>,
): BoundRoute {
  return { route, handle: handler };
}
