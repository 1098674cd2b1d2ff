import * as z from 'zod';
import { traceIdToUuid } from '../../../domain/common/trace.ts';
import type { ApiResponse } from '../bind.ts';
import { type ProblemAnswer, problemBody } from '../problem.ts';
import { RequestError } from '../request-error.ts';
import type { Route } from '../route.ts';

/** What goes back to API Gateway, but for the headers that every answer has. */
export const answerSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
  cookies: z.array(z.string()).optional(),
});

export type Answer = z.infer<typeof answerSchema>;

/** Lambda refuses a larger answer, and the caller would get a bare 500. Lists stop earlier; the rest of the 6 MB is the frame. */
const maxAnswerBytes = 5_900_000;

/**
 * A handler's response in the form of its route: what the schema does not name does not leave.
 * @throws RequestError 422 `answer-too-large`; ZodError when a handler breaks the contract
 */
export function answerOf(route: Route, response: ApiResponse): Answer {
  const { status: statusCode, body, content, headers = {} } = response;
  const cookies = response.cookies && { cookies: [...response.cookies] };
  if (content) {
    return {
      statusCode,
      headers: { 'content-type': route.content_type ?? 'application/octet-stream', ...headers },
      ...(typeof content === 'string'
        ? { body: fitting(content) }
        : { body: Buffer.from(content).toString('base64'), isBase64Encoded: true }),
      ...cookies,
    };
  }
  const schema = route.responses[statusCode];
  if (!schema) return { statusCode, headers, ...cookies };

  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: fitting(JSON.stringify(schema.parse(body))),
    ...cookies,
  };
}

/** The body goes to Lambda as a text within JSON, where quotes and backslashes count twice. */
function fitting(body: string): string {
  const mayBeTooLarge = body.length * 3 > maxAnswerBytes;
  if (!mayBeTooLarge || Buffer.byteLength(JSON.stringify(body)) <= maxAnswerBytes) return body;

  throw new RequestError(`The answer would be larger than ${maxAnswerBytes} bytes.`, {
    status: 422,
    slug: 'answer-too-large',
  });
}

export function problemAnswer(problem: ProblemAnswer, traceId: string): Answer {
  return {
    statusCode: problem.status,
    headers: { 'content-type': 'application/problem+json', ...problem.headers },
    body: JSON.stringify(problemBody(problem, traceIdToUuid(traceId))),
  };
}
