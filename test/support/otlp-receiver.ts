import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { listen } from '../../local/cloud/common/listen.ts';

const valueSchema = z
  .object({ stringValue: z.string().optional(), intValue: z.number().optional() })
  .transform(({ stringValue, intValue }) => stringValue ?? intValue);
const attributesSchema = z
  .array(z.object({ key: z.string(), value: valueSchema }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, value])));

/** A part of what OTLP says of a span. */
const spanSchema = z.object({
  traceId: z.string().regex(/^[0-9a-f]{32}$/),
  spanId: z.string().regex(/^[0-9a-f]{16}$/),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: attributesSchema,
  status: z.object({ code: z.number() }),
});

const requestSchema = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: attributesSchema }),
      scopeSpans: z.array(z.object({ spans: z.array(spanSchema) })),
    }),
  ),
});

export type ReceivedSpan = z.infer<typeof spanSchema> & { readonly of: string };

export interface OtlpReceiver {
  readonly url: string;
  /** What was sent, oldest first, `of` the function that sent it. */
  readonly spans: readonly ReceivedSpan[];
  /** Headers and body of each request. */
  readonly requests: readonly { readonly headers: unknown; readonly body: string }[];
  stop(): Promise<void>;
}

/** Takes spans by OTLP/HTTP in JSON. @throws ZodError into its server, which ends the test, when they are none */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const spans: ReceivedSpan[] = [];
  const requests: { headers: unknown; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    requests.push({ headers: request.headers, body });
    for (const { resource, scopeSpans } of requestSchema.parse(JSON.parse(body)).resourceSpans) {
      const of = String(resource.attributes['faas.name']);
      spans.push(...scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, of }))));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });

  return { ...(await listen(server, 0)), spans, requests };
}
