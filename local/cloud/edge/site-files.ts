import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';

/** An object in a bucket. */
export interface SiteFile {
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Strict, as all that is made real: another property would put the files otherwise. */
const deploymentSchema = z.strictObject({
  ServiceToken: z.string(),
  SourceBucketNames: z.array(z.string()),
  SourceObjectKeys: z.tuple([z.string()]),
  DestinationBucketName: z.string(),
  DestinationBucketKeyPrefix: z.string().default(''),
  SystemMetadata: z.strictObject({ 'cache-control': z.string() }),
  // The bucket is made anew with each start, and holds what the template names.
  Prune: z.boolean(),
  RetainOnDelete: z.boolean(),
  WaitForDistributionInvalidation: z.boolean(),
  OutputObjectKeys: z.boolean(),
});

/** What the tool that copies the files says of them by their extension. */
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/vnd.microsoft.icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * What the template's deployments put into a bucket, by key.
 * @throws CloudError for a source that is no folder of the assembly, or a file whose type is not known here
 */
export async function readSiteFiles(
  resources: Resources,
  bucket: string,
): Promise<ReadonlyMap<string, SiteFile>> {
  const files = new Map<string, SiteFile>();
  for (const resource of resources.ofType('Custom::CDKBucketDeployment')) {
    const deployment = propertiesOf(resource, deploymentSchema);
    if (deployment.DestinationBucketName !== bucket) continue;
    const folder = resources.assetFolder(deployment.SourceObjectKeys[0]);
    if (folder === undefined)
      throw new CloudError(`${resource.logicalId}: its files are not there`);
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      const key = join(deployment.DestinationBucketKeyPrefix, relative(folder, path));
      files.set(key, await readSiteFile(path, deployment.SystemMetadata));
    }
  }
  return files;
}

async function readSiteFile(path: string, metadata: SiteFile['headers']): Promise<SiteFile> {
  const type = types[extname(path)];
  if (type === undefined) throw new CloudError(`the local cloud knows no type of ${path}`);
  const body = await readFile(path);
  // S3's, of what was put in one piece.
  const etag = `"${createHash('md5').update(body).digest('hex')}"`;

  return { body, headers: { 'content-type': type, etag, ...metadata } };
}
