import { join } from 'node:path';
import * as z from 'zod';
import { type AwsAnswer, type AwsCall, AwsError, type AwsService } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { crc32Of, ObjectStore, type StoredObject } from './object-store.ts';
import { s3Authorizations } from './s3-authorization.ts';
import { s3Address } from './s3-request.ts';
import { bucketList, listing } from './s3-xml.ts';

const listInput = z.object({
  prefix: z.string().default(''),
  'max-keys': z.coerce.number().int().min(0).max(1_000).default(1_000),
  'continuation-token': z.string().optional(),
  'start-after': z.string().default(''),
});

/** Headers that are kept with an object and given back with it. */
const kept = /^(content-type|content-encoding|content-disposition|cache-control|x-amz-meta-.*)$/;

/** S3 as functions use it: whole objects, path style. Buckets are the template's; what is in them is kept in a folder each. */
export class S3Service implements AwsService {
  readonly #buckets: ReadonlyMap<string, ObjectStore>;

  constructor(buckets: readonly string[], folder: string | undefined) {
    const store = (name: string) =>
      new ObjectStore(folder === undefined ? undefined : join(folder, name));
    this.#buckets = new Map(buckets.map((name) => [name, store(name)]));
  }

  authorizations(call: AwsCall): AuthorizationRequest[] {
    return s3Authorizations(
      call,
      (bucket, key) => this.#buckets.get(bucket)?.get(key) !== undefined,
    );
  }

  async handle(call: AwsCall): Promise<AwsAnswer> {
    refuseOtherForms(call);
    if (call.action === 'ListBuckets') return this.#list(call.query.get('prefix') ?? '');
    const { bucket, key } = s3Address(call.path);
    const store = this.#buckets.get(bucket);
    if (store === undefined) throw notFound('NoSuchBucket', 'The specified bucket does not exist');
    switch (call.action) {
      case 'PutObject':
        return put(store, key, call);
      case 'GetObject':
      case 'HeadObject':
        return get(store, key);
      case 'DeleteObject':
        store.delete(key);
        return { status: 204, body: '' };
      case 'ListObjectsV2':
        return list(store, bucket, call.query);
      default:
        throw new AwsError('NotImplemented', `no ${call.action} in the local cloud`, {
          status: 501,
        });
    }
  }

  #list(prefix: string): AwsAnswer {
    const names = [...this.#buckets.keys()].filter((name) => name.startsWith(prefix));
    return xml(bucketList(names));
  }
}

/** What makes another call of a known action. */
function refuseOtherForms({ headers }: AwsCall): void {
  const found = ['x-amz-copy-source', 'range', 'if-match', 'if-none-match'].find(
    (name) => headers[name] !== undefined,
  );
  const isChunked = headers['content-encoding']?.includes('aws-chunked');
  if (found === undefined && !isChunked) return;
  const form = found ?? 'a body in chunks';
  throw new AwsError('NotImplemented', `no ${form} in the local cloud`, { status: 501 });
}

function put(store: ObjectStore, key: string, { body, headers }: AwsCall): AwsAnswer {
  const checksum = headers['x-amz-checksum-crc32'];
  if (checksum !== undefined && checksum !== crc32Of(body)) {
    throw new AwsError('BadDigest', 'The CRC32 you specified did not match what we received.');
  }
  const given = Object.entries(headers).filter(([name]) => kept.test(name));
  const object = store.put(
    key,
    body,
    Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
  );

  return { status: 200, headers: headersOf(object), body: '' };
}

function get(store: ObjectStore, key: string): AwsAnswer {
  const found = store.get(key);
  if (found === undefined) throw notFound('NoSuchKey', 'The specified key does not exist.');
  const { object, body } = found;

  return { status: 200, headers: { ...object.headers, ...headersOf(object) }, body: body() };
}

function headersOf({ etag, crc32, modified }: StoredObject): Record<string, string> {
  return {
    etag,
    'last-modified': new Date(modified).toUTCString(),
    'x-amz-checksum-crc32': crc32,
    'x-amz-checksum-type': 'FULL_OBJECT',
  };
}

/** What the next page begins after is its token. */
function list(store: ObjectStore, bucket: string, query: URLSearchParams): AwsAnswer {
  const input = listInput.parse(Object.fromEntries(query));
  const { prefix, 'max-keys': most, 'start-after': start } = input;
  const token = input['continuation-token'];
  const after = token === undefined ? start : Buffer.from(token, 'base64url').toString();
  const left = store.list(prefix).filter(({ key }) => isAfter(key, after));
  const objects = left.slice(0, most);
  const last = objects.at(-1);
  const next =
    last === undefined || objects.length === left.length
      ? undefined
      : Buffer.from(last.key).toString('base64url');

  return xml(listing({ bucket, prefix, most, objects, next }));
}

function xml(body: string): AwsAnswer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

function isAfter(key: string, other: string): boolean {
  return Buffer.compare(Buffer.from(key), Buffer.from(other)) > 0;
}

function notFound(code: string, message: string): AwsError {
  return new AwsError(code, message, { status: 404 });
}
