/** Bucket and key of a path-style request; without a key it is about the bucket. */
export interface S3Address {
  readonly bucket: string;
  readonly key: string;
}

/** @throws URIError for a path that is not encoded as URLs are */
export function s3Address(path: string): S3Address {
  const [, bucket = '', ...key] = path.split('/');

  return { bucket: decodeURIComponent(bucket), key: key.map(decodeURIComponent).join('/') };
}

/** What a query may say of each action. Anything else (`uploads`, `tagging`, `versionId`, ...) would make it another action. */
const parameters: Readonly<Record<string, readonly string[]>> = {
  ListBuckets: ['prefix'],
  ListObjectsV2: ['list-type', 'prefix', 'max-keys', 'continuation-token', 'start-after'],
};

const objectActions: Readonly<Record<string, string>> = {
  PUT: 'PutObject',
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

/** The action of the S3 API behind a request, e.g. `PutObject`; what is not known here is named as it was asked for. */
export function s3Action(method: string, { pathname, searchParams }: URL): string {
  const { bucket, key } = s3Address(pathname);
  const action = key === '' ? bucketAction(method, bucket, searchParams) : objectActions[method];
  const known = ['x-id', ...(parameters[action ?? ''] ?? [])];
  const isKnown = [...searchParams.keys()].every((name) => known.includes(name));

  return action !== undefined && isKnown ? action : `${method} ${pathname}?${searchParams}`;
}

function bucketAction(method: string, bucket: string, query: URLSearchParams): string | undefined {
  if (method === 'GET' && bucket === '') return 'ListBuckets';
  return method === 'GET' && query.get('list-type') === '2' ? 'ListObjectsV2' : undefined;
}
