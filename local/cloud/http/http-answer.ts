import * as z from 'zod';

/** What goes back over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

const structured = z.looseObject({
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

/**
 * Reads a function's result as API Gateway does (payload format 2.0): an object with a status code is the whole answer,
 * anything else is the JSON body of a 200. Undefined for a result that is neither.
 */
export function answerOf(payload: string): HttpAnswer | undefined {
  const result: unknown = JSON.parse(payload);
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : payload;
    return jsonOf(200, body);
  }
  const parsed = structured.safeParse(result);
  if (!parsed.success) return undefined;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  const lowered = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
  return {
    status: statusCode,
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      ...lowered,
      ...(cookies.length > 0 ? { 'set-cookie': cookies } : {}),
    },
    body: Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
  };
}

/**
 * API Gateway's own answers, e.g. `{"message":"Too Many Requests"}` to whoever passes the rate: an HTTP API says neither when to come
 * again nor anything else that is its own (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html).
 */
export function messageOf(status: number, message: string): HttpAnswer {
  return jsonOf(status, JSON.stringify({ message }));
}

function jsonOf(status: number, body: string): HttpAnswer {
  return { status, headers: { 'content-type': 'application/json' }, body: Buffer.from(body) };
}
