import * as z from 'zod';
import type { HttpAnswer } from './http-answer.ts';
import type { HttpRequest } from './http-request.ts';

export const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
  AllowCredentials: z.boolean().default(false),
});

export type Cors = z.infer<typeof corsSchema>;

/** Headers that go with any answer to another origin. */
export function corsHeaders(cors: Cors | undefined, request: HttpRequest): Headers {
  const { origin } = request.headers;
  if (cors === undefined || origin === undefined) return {};
  if (!cors.AllowOrigins.includes('*') && !cors.AllowOrigins.includes(origin)) return {};
  return {
    'access-control-allow-origin': cors.AllowOrigins.includes('*') ? '*' : origin,
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...listed('access-control-expose-headers', cors.ExposeHeaders),
  };
}

/** The answer to a preflight request; undefined when it is none, or the API has no such rules. */
export function preflight(cors: Cors | undefined, request: HttpRequest): HttpAnswer | undefined {
  if (cors === undefined || request.method !== 'OPTIONS') return undefined;
  return {
    status: 204,
    headers: {
      ...corsHeaders(cors, request),
      ...listed('access-control-allow-methods', cors.AllowMethods),
      ...listed('access-control-allow-headers', cors.AllowHeaders),
      ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
    },
    body: Buffer.alloc(0),
  };
}

type Headers = Record<string, string>;

function listed(name: string, values: readonly string[]): Headers {
  return values.length === 0 ? {} : { [name]: values.join(',') };
}
