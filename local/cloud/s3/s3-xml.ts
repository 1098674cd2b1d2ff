import { escaped } from '../../../adapters/http/html-page.ts';
import type { StoredObject } from './object-store.ts';

/** A page of a listing. `next`: where the following one goes on; undefined at the end. */
export interface ListedPage {
  readonly bucket: string;
  readonly prefix: string;
  readonly most: number;
  readonly objects: readonly StoredObject[];
  readonly next: string | undefined;
}

/** The answer to ListObjectsV2. */
export function listing({ bucket, prefix, most, objects, next }: ListedPage): string {
  return document('ListBucketResult', [
    element('Name', bucket),
    element('Prefix', prefix),
    element('KeyCount', objects.length),
    element('MaxKeys', most),
    element('IsTruncated', next !== undefined),
    ...(next === undefined ? [] : [element('NextContinuationToken', next)]),
    ...objects.map(({ key, modified, etag, size }) => {
      const entry = [
        element('Key', key),
        element('LastModified', modified),
        element('ETag', etag),
        element('Size', size),
        element('StorageClass', 'STANDARD'),
      ];
      return `<Contents>${entry.join('')}</Contents>`;
    }),
  ]);
}

/** The answer to ListBuckets. */
export function bucketList(names: readonly string[]): string {
  const buckets = names.map((name) => `<Bucket>${element('Name', name)}</Bucket>`);

  return document('ListAllMyBucketsResult', [`<Buckets>${buckets.join('')}</Buckets>`]);
}

/** The document of a refusal. */
export function refusal(code: string, message: string): string {
  return `${declaration}<Error>${element('Code', code)}${element('Message', message)}</Error>`;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

function document(name: string, elements: readonly string[]): string {
  return `${declaration}<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${elements.join('')}</${name}>`;
}

function element(name: string, value: string | number | boolean): string {
  return `<${name}>${escaped(String(value))}</${name}>`;
}
