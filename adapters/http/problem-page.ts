import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { traceIdToUuid } from '../../domain/common/trace.ts';
import type { Answer } from './answers/answer.ts';
import { escaped, htmlPage } from './html-page.ts';
import { type ProblemAnswer, problemBody } from './problem.ts';
import { returnToSchema } from './return-to.ts';

type Opened = Pick<
  APIGatewayProxyEventV2,
  'headers' | 'rawPath' | 'rawQueryString' | 'requestContext'
>;

/** Problems that another login may end. */
const endedByLogin = new Set([
  'login-refused',
  'login-unavailable',
  'not-a-member',
  'unauthorized',
]);

/** Whether a person opens this address: browsers ask for a page first then, while scripts take JSON, or anything. */
export function opensPage({ headers, requestContext }: Opened): boolean {
  const { method } = requestContext.http;

  return (method === 'GET' || method === 'HEAD') && /^text\/html\b/i.test(headers.accept ?? '');
}

/** A problem, as a person sees it who opens an address; who is not known is led to the login, and comes back from there. */
export function pageAnswer(problem: ProblemAnswer, event: Opened, traceId: string): Answer {
  if (problem.status === 401 && event.headers.authorization === undefined)
    return { statusCode: 302, headers: { location: loginFor(event) } };

  return {
    statusCode: problem.status,
    headers: { ...problem.headers, 'content-type': 'text/html; charset=utf-8' },
    body: problemPage(problem, traceIdToUuid(traceId)),
  };
}

function loginFor({ rawPath, rawQueryString }: Opened): string {
  // The gateway has decoded the path.
  const path = encodeURI(rawPath.toWellFormed());
  const returnTo = returnToSchema.safeParse(rawQueryString ? `${path}?${rawQueryString}` : path);

  return `/api/auth/login${returnTo.success ? `?return_to=${encodeURIComponent(returnTo.data)}` : ''}`;
}

/** What has happened and what to do, in plain HTML: the policy of all answers lets nothing else in. */
function problemPage(problem: ProblemAnswer, traceId: string): string {
  const { title, detail, errors = [] } = problemBody(problem, traceId);
  const [address, words] = endedByLogin.has(problem.slug)
    ? ['/api/auth/login', 'Log in']
    : ['/docs', 'What there is here'];
  const fields = errors.map(({ path, message }) => `<li>${escaped(`${path}: ${message}`)}</li>`);

  return htmlPage({
    title: escaped(title),
    body: `<h1>${escaped(title)}</h1>
<p>${escaped(detail)}</p>
${fields.length > 0 ? `<ul>${fields.join('')}</ul>\n` : ''}<p><a href="${address}">${words}</a></p>
<p><small>Trace ${traceId}</small></p>`,
  });
}
