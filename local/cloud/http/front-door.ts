import { createServer, type ServerResponse } from 'node:http';
import { listen, type RunningServer } from '../common/listen.ts';
import { type HttpAnswer, messageOf } from './http-answer.ts';
import { type HttpRequest, requestOf } from './http-request.ts';

/** A service that takes requests, as far as who hands them on sees it. */
export type Answering = (request: HttpRequest) => Promise<HttpAnswer>;

export interface FrontDoor extends RunningServer {
  /** Until then every request is answered 503. */
  serve(answering: Answering): void;
}

/**
 * The port that the outside world knows. It opens before the template is read, so that a taken port is found at once and the
 * address is known to whatever refers to it.
 *
 * @throws CloudError when the port is taken.
 */
export async function openFrontDoor(port: number): Promise<FrontDoor> {
  let answer: Answering = async () => messageOf(503, 'Service Unavailable');
  const server = createServer((message, response) => {
    answer(requestOf(message))
      .then((result) => send(response, result))
      .catch(() => response.destroy());
  });
  const running = await listen(server, port);
  return {
    ...running,
    serve: (answering) => {
      answer = answering;
    },
  };
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-length', body.length);
  response.end(body);
}
