import type { z } from 'zod';
import type { Principal } from '../../domain/identity/principal.ts';
import type { Route } from './route.ts';

type Parsed<S> = S extends z.ZodType ? z.output<S> : Record<string, never>;

/** What a route's handler gets: everything parsed by the route's own schemas. */
export interface ApiRequest<R extends Route> {
  readonly principal: R['access'] extends 'open' ? null : Principal;
  readonly params: Parsed<R['params']>;
  readonly query: Parsed<R['query']>;
  readonly body: Parsed<R['body']>;
  /** The entity tag of `If-Match` without quotes; undefined when the header is absent or `*`. */
  readonly if_match: string | undefined;
  /** W3C trace id, 32 hex digits. */
  readonly trace_id: string;
}

/** `body` is serialised as JSON; absent for 204. */
export interface ApiResponse {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface BoundRoute {
  readonly route: Route;
  readonly handle: (request: ApiRequest<Route>) => Promise<ApiResponse>;
}

/** Joins a route of the contract with the function that serves it. */
export function bind<const R extends Route>(
  route: R,
  handler: (request: ApiRequest<R>) => Promise<ApiResponse>,
): BoundRoute {
  return { route, handle: handler as BoundRoute['handle'] };
}
