import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import { propertiesOf, type Resource } from '../template/resources.ts';

/** A request as a function of CloudFront gets it and gives it back. */
export interface EdgeRequest {
  readonly method: string;
  /** The path, without the query. */
  readonly uri: string;
}

/** @throws what the function throws, or ZodError when it gives back no request. */
export type EdgeFunction = (request: EdgeRequest) => EdgeRequest;

const functionSchema = z.strictObject({
  Name: z.string(),
  AutoPublish: z.literal(true),
  FunctionCode: z.string(),
  FunctionConfig: z.strictObject({
    Comment: z.string(),
    Runtime: z.literal('cloudfront-js-2.0'),
  }),
});

/** Headers, cookies and query are left out: a function that reads them fails, and what it would change has no effect. */
const requestSchema = z.strictObject({
  method: z.string(),
  uri: z.string().startsWith('/'),
  querystring: z.strictObject({}),
  headers: z.strictObject({}),
  cookies: z.strictObject({}),
});

/** Only to end a loop that does not, ms: a process of a busy machine may stand still longer than any function takes. */
const timeout = 3_000;

/**
 * The template's function for requests of viewers, in a world of its own without anything of Node.js
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html).
 */
export function createEdgeFunction(resource: Resource): EdgeFunction {
  const { FunctionCode } = propertiesOf(resource, functionSchema);
  const context = createContext({ event: '' });
  new Script(FunctionCode, { filename: resource.logicalId }).runInContext(context, { timeout });
  const call = new Script('JSON.stringify(handler(JSON.parse(event)))');

  return ({ method, uri }) => {
    context.event = JSON.stringify({
      version: '1.0',
      context: { eventType: 'viewer-request' },
      viewer: { ip: '127.0.0.1' },
      request: { method, uri, querystring: {}, headers: {}, cookies: {} },
    });
    const result = z.string().parse(call.runInContext(context, { timeout }));
    return requestSchema.parse(JSON.parse(result));
  };
}
