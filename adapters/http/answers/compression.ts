import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { acceptedCoding } from './accepted-coding.ts';
import type { Answer } from './answer.ts';

/** What is shorter travels in one packet anyway. */
const leastBytes = 1_400;

/** The gateway compresses nothing, and neither does CloudFront what it may not keep. */
const encoders = {
  // Beyond the fourth of eleven steps brotli takes longer than it saves on the way.
  br: (text: string) =>
    brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (text: string) => gzipSync(text),
};

/**
 * A long text that was asked for by GET, as the caller takes it (`Accept-Encoding`, RFC 9110, 12.5.3). What has an ETag stays as it
 * is: another coding would need another tag, and those are for `If-Match`.
 */
export function compressed(answer: Answer, { routeKey, headers }: APIGatewayProxyEventV2): Answer {
  const { body, isBase64Encoded } = answer;
  const isLong = body !== undefined && !isBase64Encoded && body.length >= leastBytes;
  if (!isLong || !routeKey.startsWith('GET ') || 'etag' in answer.headers) return answer;

  const vary = { vary: 'accept-encoding' };
  const coding = acceptedCoding(headers['accept-encoding'] ?? '', ['br', 'gzip']);
  if (coding === undefined) return { ...answer, headers: { ...answer.headers, ...vary } };

  return {
    ...answer,
    headers: { ...answer.headers, ...vary, 'content-encoding': coding },
    body: encoders[coding](body).toString('base64'),
    isBase64Encoded: true,
  };
}
