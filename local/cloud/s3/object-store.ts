import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import * as z from 'zod';

const objectSchema = z.object({
  key: z.string(),
  size: z.number(),
  /** In quotes, as S3 gives it. */
  etag: z.string(),
  /** Of the content, base64. */
  crc32: z.string(),
  /** ISO 8601. */
  modified: z.string(),
  /** Those that are given back: `content-type`, `content-encoding`, `x-amz-meta-...`. */
  headers: z.record(z.string(), z.string()),
});

/** What is known of an object beside its content. */
export type StoredObject = z.infer<typeof objectSchema>;

interface Content {
  readonly object: StoredObject;
  readonly body: () => Buffer;
}

/** The objects of a bucket: a file each, whose first line tells of the object; without a folder they live in memory. */
export class ObjectStore {
  readonly #folder: string | undefined;
  readonly #objects = new Map<string, Content>();

  constructor(folder: string | undefined) {
    this.#folder = folder;
    if (folder === undefined) return;
    mkdirSync(folder, { recursive: true });
    // What a crash has left half written has another ending.
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.object'))) {
      const object = objectSchema.parse(JSON.parse(split(join(folder, file)).head));
      this.#objects.set(object.key, { object, body: () => split(join(folder, file)).body });
    }
  }

  get(key: string): Content | undefined {
    return this.#objects.get(key);
  }

  /** In the order of the bytes of their keys, as S3 lists them. */
  list(prefix: string): StoredObject[] {
    return [...this.#objects.values()]
      .map(({ object }) => object)
      .filter(({ key }) => key.startsWith(prefix))
      .sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  }

  put(key: string, body: Buffer, headers: StoredObject['headers']): StoredObject {
    const object = {
      ...{ key, headers, size: body.length, crc32: crc32Of(body) },
      etag: `"${createHash('md5').update(body).digest('hex')}"`,
      modified: new Date().toISOString(),
    };
    const file = this.#fileOf(key);
    if (file === undefined) {
      this.#objects.set(key, { object, body: () => body });
      return object;
    }
    // Whole or not at all, whenever this process dies.
    writeFileSync(`${file}.new`, Buffer.concat([Buffer.from(`${JSON.stringify(object)}\n`), body]));
    renameSync(`${file}.new`, file);
    this.#objects.set(key, { object, body: () => split(file).body });

    return object;
  }

  delete(key: string): void {
    this.#objects.delete(key);
    const file = this.#fileOf(key);
    if (file !== undefined) rmSync(file, { force: true });
  }

  /** Keys may be longer than names of files, and hold what those may not. */
  #fileOf(key: string): string | undefined {
    if (this.#folder === undefined) return undefined;

    return join(this.#folder, `${createHash('sha256').update(key).digest('hex')}.object`);
  }
}

/** As S3 writes it: four bytes, base64. */
export function crc32Of(body: Buffer): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));

  return bytes.toString('base64');
}

function split(file: string): { head: string; body: Buffer } {
  const content = readFileSync(file);
  const end = content.indexOf('\n');

  return { head: content.subarray(0, end).toString(), body: content.subarray(end + 1) };
}
