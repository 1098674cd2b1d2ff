import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { answerHeaders, problemHeaders } from '../answers/answer-headers.ts';
import { problemSchema } from '../problem.ts';
import type { Route } from '../route.ts';

/** What a call answers: its successes, and problems, which are pages as well where people may open the address. */
export function responsesOf(route: Route): ZodOpenApiResponsesObject {
  const successes = Object.entries(route.responses).map(([status, schema]) => [
    status,
    {
      description: descriptions[status] ?? 'Done',
      headers: answerHeaders(route.answer_headers),
      ...(schema ? { content: { [route.content_type ?? 'application/json']: { schema } } } : {}),
    },
  ]);
  const isOpenedByPeople = route.method === 'GET';
  const problems = problemStatuses(route).map((status) => [
    String(status),
    {
      description: descriptions[status] ?? 'Not done',
      headers: answerHeaders(problemHeaders[status]),
      content: {
        'application/problem+json': { schema: problemSchema },
        ...(isOpenedByPeople && { 'text/html': { schema: problemPageSchema } }),
      },
    },
  ]);
  const toLogin = isOpenedByPeople && route.access !== 'open' ? [[302, loginAnswer]] : [];
  return Object.fromEntries([...successes, ...toLogin, ...problems]);
}

function problemStatuses(route: Route): number[] {
  const { access, method, params, body, is_conditional, problems = [] } = route;
  if (access === 'open') return [500, ...problems];

  return [
    // A parameter that the query does not have, if nothing else.
    400,
    401,
    403,
    ...(params || body ? [404] : []),
    ...(method === 'GET' ? [] : [409]),
    ...(is_conditional ? [412] : []),
    ...(body ? [413, 415] : []),
    ...(body || method === 'POST' ? [422] : []),
    500,
    ...problems,
  ];
}

const problemPageSchema = z.string().meta({ description: 'The same, for people.' });

/** 401, for people. */
const loginAnswer = {
  description: 'To the login, for who opens this in a browser without a session',
  headers: answerHeaders(['location']),
};

const descriptions: Readonly<Record<string, string>> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted; a job does the rest',
  204: 'Done, nothing to tell',
  400: 'Malformed JSON, query, cursor or header',
  302: 'Go there',
  401: 'Neither an API key nor a session, or one that is not known',
  403: "The caller's role may not do this, the caller is no member any more, or the page is another site's",
  404: 'There is no such thing, or it is not yours',
  409: 'The state of things forbids it',
  412: 'It has changed since it was read',
  413: 'The body is larger than 256 KB',
  415: 'The body is not application/json',
  422: 'Understood, but not acceptable; `errors` says which fields',
  500: 'A fault of ours',
  502: 'The channel, or the login provider, does not answer as it should',
  503: 'The channel takes no call now; come back after the seconds in Retry-After',
};
