import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { acceptedCoding } from '../../../adapters/http/answers/accepted-coding.ts';
import type { HttpAnswer } from '../http/http-answer.ts';

/** Makes an answer shorter for who understands that. */
export type Compress = (answer: HttpAnswer, acceptEncoding: string) => Promise<HttpAnswer>;

/** Of those that CloudFront compresses, the ones there are here. */
const compressible =
  /^(text\/(css|html|javascript|plain)|application\/(json|manifest\+json|xml)|image\/(svg\+xml|vnd\.microsoft\.icon))/;

const smallest = 1_000;
const largest = 10_000_000;

const encoders = {
  br: (body: Buffer) =>
    promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/**
 * As CloudFront: brotli rather than gzip, files of some size and some types, and tags that are weak afterwards
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html). Each file is compressed once.
 */
export function createCompress(): Compress {
  const known = new Map<string, Promise<Buffer>>();

  return async (answer, acceptEncoding) => {
    const { status, body } = answer;
    const { etag, 'content-type': type } = answer.headers;
    const encoding = acceptedCoding(acceptEncoding, ['br', 'gzip']);
    if (encoding === undefined || status !== 200 || typeof etag !== 'string') return answer;
    if (!compressible.test(String(type)) || body.length < smallest || body.length > largest) {
      return answer;
    }
    const name = `${encoding} ${etag}`;
    const making = known.get(name) ?? encoders[encoding](body);
    known.set(name, making);
    const headers = { 'content-encoding': encoding, vary: 'Accept-Encoding', etag: `W/${etag}` };

    return { status, headers: { ...answer.headers, ...headers }, body: await making };
  };
}
