import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';

/** A value kept in a file; without a file name it lives in memory only. */
export interface JsonFile<T> {
  read(): T;
  /** Replaces the file whole, so that a crash leaves the old or the new state, never half of one. */
  write(value: T): void;
}

/** @throws ZodError when the file holds something else than `schema` says. */
export function jsonFile<T>(file: string | undefined, schema: z.ZodType<T>, empty: T): JsonFile<T> {
  let value = file === undefined ? empty : load(file, schema, empty);
  return {
    read: () => value,
    write: (next) => {
      value = next;
      if (file !== undefined) replace(file, JSON.stringify(next));
    },
  };
}

function load<T>(file: string, schema: z.ZodType<T>, empty: T): T {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (isMissing(error)) return empty;
    throw error;
  }
}

/** Only the owner may read: secrets are among these files. */
function replace(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

export function isMissing(error: unknown): boolean {
  return z.object({ code: z.literal('ENOENT') }).safeParse(error).success;
}
