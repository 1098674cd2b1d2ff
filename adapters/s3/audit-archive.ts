import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import {
  GetObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import * as z from 'zod';
import {
  type ArchivedRow,
  archivedFields,
  archivedRowSchema,
  rowKey,
} from '../../domain/archive/archived-row.ts';
import type { AttemptArchive } from '../../domain/archive/look-at-day.ts';

const inflate = promisify(gunzip);
const deflate = promisify(gzip);

const keySchema = z.object({ listing_id: z.string(), attempt: z.string() });

/**
 * Closed attempts as compressed lines of JSON, in folders by org and by the UTC day of their start, as Athena takes them for
 * partitions: `audit/org=acme/day=2026-01-31/`. An object is a few megabytes at most.
 */
export class S3AuditArchive implements AttemptArchive {
  readonly #client: S3Client;
  readonly #bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.#client = client;
    this.#bucket = bucket;
  }

  async keys(org: string, day: string): Promise<Set<string>> {
    const keys = new Set<string>();
    for await (const line of this.#lines(org, day)) {
      keys.add(rowKey(keySchema.parse(JSON.parse(line))));
    }

    return keys;
  }

  /** The rows of a day, each once. One that was archived twice is the same both times. */
  async *rows(org: string, day: string): AsyncGenerator<ArchivedRow> {
    const keys = new Set<string>();
    for await (const line of this.#lines(org, day)) {
      const row = archivedRowSchema.parse(JSON.parse(line));
      if (keys.has(rowKey(row))) continue;
      keys.add(rowKey(row));
      yield row;
    }
  }

  /** The name follows from the rows, so that a repetition replaces what it repeats, and nothing else. */
  async add(org: string, day: string, rows: readonly ArchivedRow[]): Promise<void> {
    const ordered = rows.toSorted((a, b) => a.started_at.localeCompare(b.started_at));
    const lines = ordered.map((row) => `${JSON.stringify(row, archivedFields)}\n`);
    await this.#client.send(
      new PutObjectCommand({
        Bucket: this.#bucket,
        Key: `${folderOf(org, day)}${nameOf(ordered)}.jsonl.gz`,
        Body: await deflate(lines.join('')),
        ContentType: 'application/x-ndjson',
      }),
    );
  }

  async *#lines(org: string, day: string): AsyncGenerator<string> {
    for await (const Key of this.#objects(folderOf(org, day))) {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key }));
      const content = await inflate((await Body?.transformToByteArray()) ?? new Uint8Array());
      for (const line of content.toString().split('\n')) if (line !== '') yield line;
    }
  }

  async *#objects(Prefix: string): AsyncGenerator<string> {
    const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix });
    for await (const { Contents = [] } of pages) {
      for (const { Key } of Contents) if (Key !== undefined) yield Key;
    }
  }
}

function folderOf(org: string, day: string): string {
  return `audit/org=${org}/day=${day}/`;
}

/** Sorts by time: `093015123-1f0c...`, when the first row began and a hash of the keys of all. */
function nameOf(rows: readonly ArchivedRow[]): string {
  const hash = createHash('sha256').update(rows.map(rowKey).sort().join());
  const time = rows[0]?.started_at.slice('yyyy-mm-ddT'.length).replaceAll(/\D/g, '');

  return `${time}-${hash.digest('hex').slice(0, 32)}`;
}
