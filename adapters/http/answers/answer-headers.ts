import * as z from 'zod';
import type { AnswerHeader } from '../route.ts';

/** What the document tells of the headers of answers. */
const described = {
  traceparent:
    'The trace that the request belongs to (W3C Trace Context): the one it named, or a new one.',
  etag: 'The entity tag of this version, for `If-Match`.',
  location: 'The path of what was made, or where to go.',
  'retry-after': 'Seconds after which it is worth trying again.',
  'set-cookie': 'Keeps or drops the session, or the login under way.',
  'www-authenticate': 'How to say who asks.',
} as const;

/** Besides `traceparent`, which all have. 409 names a time only while a request with the same `Idempotency-Key` is served. */
export const problemHeaders: Readonly<Record<number, readonly (keyof typeof described)[]>> = {
  401: ['www-authenticate'],
  409: ['retry-after'],
  503: ['retry-after'],
};

export function answerHeaders(names: readonly (AnswerHeader | keyof typeof described)[] = []) {
  return z.object(
    Object.fromEntries(
      (['traceparent', ...names] as const).map((name) => [
        name,
        z.string().optional().meta({ description: described[name] }),
      ]),
    ),
  );
}
