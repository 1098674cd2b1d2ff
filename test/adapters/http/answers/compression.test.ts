import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { compressed } from '../../../../adapters/http/answers/compression.ts';

const long = JSON.stringify({ items: Array.from({ length: 300 }, (_, index) => ({ index })) });
const asked = (accepted: string | undefined, routeKey = 'GET /api/channels/health') =>
  ({ routeKey, headers: { 'accept-encoding': accepted } }) as unknown as APIGatewayProxyEventV2;
const answer = { statusCode: 200, headers: { 'content-type': 'application/json' }, body: long };
const bytesOf = ({ body = '' }: { body?: string | undefined }) => Buffer.from(body, 'base64');

describe('a long answer', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['BR;q=0.5,gzip', 'br'],
    ['br;q=0, gzip;q=0.8', 'gzip'],
    ['gzip', 'gzip'],
  ])('to who takes "%s" is coded as %s', (accepted, coding) => {
    const coded = compressed(answer, asked(accepted));

    expect(coded).toMatchObject({
      statusCode: 200,
      isBase64Encoded: true,
      headers: {
        ...{ 'content-type': 'application/json', 'content-encoding': coding },
        vary: 'accept-encoding',
      },
    });
    const decode = coding === 'br' ? brotliDecompressSync : gunzipSync;
    expect(decode(bytesOf(coded)).toString()).toBe(long);
    expect(bytesOf(coded).length).toBeLessThan(long.length / 2);
  });

  it.each([undefined, '', 'identity', 'br;q=0', 'gzip;q=nonsense', '*;q=1'])(
    'to who takes "%s" is sent as it is, and not kept for others',
    (accepted) => {
      expect(compressed(answer, asked(accepted))).toEqual({
        ...answer,
        headers: { ...answer.headers, vary: 'accept-encoding' },
      });
    },
  );
});

it.each([
  { what: 'a short one', answer: { ...answer, body: '{}' } },
  { what: 'one without a body', answer: { ...answer, body: undefined } },
  { what: 'one of bytes', answer: { ...answer, isBase64Encoded: true } },
  { what: 'one with an ETag', answer: { ...answer, headers: { etag: '"1"' } } },
  { what: 'one to a POST', answer, routeKey: 'POST /api/api-keys' },
  { what: 'one to a HEAD', answer, routeKey: 'HEAD /api/channels/health' },
])('$what is left alone', ({ answer, routeKey }) => {
  expect(compressed(answer, asked('br', routeKey))).toBe(answer);
});
