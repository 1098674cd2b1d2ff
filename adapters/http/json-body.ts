import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { FieldError } from '../../domain/common/errors.ts';
import { fieldPath } from './field-errors.ts';
import { RequestError } from './request-error.ts';

/** Largest body that is read, in bytes. Well below what a table's item can hold (400 KB). */
const maxBytes = 256 * 1024;
const maxDepth = 32;
const badJson = { status: 400, slug: 'bad-json' } as const;

/**
 * The JSON of a request's body; undefined when there is no body.
 * @throws RequestError 400, 413, 415, or 422 for JSON that cannot be stored as it is
 */
export function readJsonBody(event: APIGatewayProxyEventV2): unknown {
  if (!event.body) return undefined;
  if (!isJson(event.headers['content-type'])) {
    throw new RequestError('The body must be sent as application/json.', {
      status: 415,
      slug: 'unsupported-media-type',
    });
  }
  const value = parseJson(decode(event.body, event.isBase64Encoded));
  const errors = unstorable(value, []);
  if (errors.length > 0) {
    throw new RequestError('The body holds values that cannot be kept.', {
      status: 422,
      slug: 'validation',
      errors,
    });
  }
  return value;
}

function isJson(contentType = ''): boolean {
  return /^application\/json *(;|$)/i.test(contentType.trim());
}

/** A request's body as it is, empty where there is none; what is no UTF-8 in it is replaced. @throws RequestError 413 */
export function readTextBody({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string {
  return bytesOf(body, isBase64Encoded).toString('utf8');
}

function bytesOf(body: string, isBase64: boolean): Buffer {
  const bytes = Buffer.from(body, isBase64 ? 'base64' : 'utf8');
  if (bytes.byteLength <= maxBytes) return bytes;

  throw new RequestError(`The body is larger than ${maxBytes} bytes.`, {
    status: 413,
    slug: 'too-large',
  });
}

function decode(body: string, isBase64: boolean): string {
  const bytes = bytesOf(body, isBase64);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RequestError('The body is not UTF-8.', { ...badJson, cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RequestError('The body is not JSON.', { ...badJson, cause });
  }
}

/**
 * What JSON allows but a database or a channel does not: text that is not Unicode, control characters, numbers outside
 * any sensible range, endless nesting, and the key that JavaScript gives a meaning of its own.
 */
function unstorable(value: unknown, path: readonly string[]): FieldError[] {
  const wrong = (message: string) => [{ path: fieldPath(path), message }];
  if (path.length > maxDepth) return wrong('is nested too deeply');
  if (typeof value === 'string') {
    return isStorableText(value) ? [] : wrong('holds characters that are not text');
  }
  if (typeof value === 'number') {
    return isStorableNumber(value) ? [] : wrong('is out of range');
  }
  if (typeof value !== 'object' || value === null) return [];

  for (const [key, inner] of Object.entries(value)) {
    const here = [...path, key];
    if (key === '__proto__') return [{ path: fieldPath(here), message: 'is not a known field' }];
    const errors = unstorable(inner, here);
    // The first is enough: nobody sends these by mistake twice.
    if (errors.length > 0) return errors;
  }
  return [];
}

function isStorableText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return text.isWellFormed() && !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text);
}

/** DynamoDB keeps 1e-130 to 1e126; JSON reads 1e400 as infinity. */
function isStorableNumber(value: number): boolean {
  const size = Math.abs(value);
  return size === 0 || (size > 1e-100 && size < 1e100);
}
