import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Answer } from './answers/answer.ts';
import { RequestError } from './request-error.ts';
import type { Route } from './route.ts';

/**
 * Answers what no route matches: OPTIONS of a path that there is with the methods it has.
 * @throws RequestError 405 with those methods for any other, 404 for another path
 */
export function answerUnmatched(
  { requestContext, rawPath }: APIGatewayProxyEventV2,
  contract: readonly Route[],
): Answer {
  const methods = contract.filter(({ path }) => isAt(path, rawPath)).map(({ method }) => method);
  if (methods.length === 0)
    throw new RequestError('There is no such call; /docs lists those there are.', {
      status: 404,
      slug: 'not-found',
    });

  const head = methods.includes('GET') ? ['HEAD'] : [];
  const allow = [...methods, ...head, 'OPTIONS'].join(', ');
  if (requestContext.http.method === 'OPTIONS') return { statusCode: 204, headers: { allow } };

  throw new RequestError(`This path takes ${allow}.`, {
    status: 405,
    slug: 'method-not-allowed',
    headers: { allow },
  });
}

/** Whether a path is one of a route's, whose variables stand for one segment each. */
function isAt(routePath: string, path: string): boolean {
  const segments = path.split('/');
  const wanted = routePath.split('/');

  return (
    segments.length === wanted.length &&
    wanted.every((each, at) => (each.startsWith('{') ? segments[at] !== '' : each === segments[at]))
  );
}
