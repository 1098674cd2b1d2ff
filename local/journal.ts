import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { parseJson } from './json.ts';

const entrySchema = z.object({ kind: z.string(), key: z.string(), value: z.unknown().optional() });

type Entry = z.infer<typeof entrySchema>;

/**
 * Keyed values in a file of JSON lines, appended before the caller goes on: what has been answered survives `kill -9`.
 * The last entry of a key counts; `undefined` removes it. A last line cut off by a crash is ignored.
 */
export class Journal {
  readonly #file: string | undefined;
  readonly #entries = new Map<string, Entry>();
  #lines = 0;

  /** Without a file it only remembers. */
  constructor(file: string | undefined) {
    this.#file = file;
    if (file === undefined) return;
    mkdirSync(dirname(file), { recursive: true });
    if (existsSync(file)) {
      for (const entry of readEntries(file)) this.#keep(entry);
    }
    this.#compact(file);
  }

  /** The newest values of one kind. */
  values(kind: string): unknown[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.kind === kind)
      .map((entry) => entry.value);
  }

  write(kind: string, key: string | number, value: unknown): void {
    if (this.#file === undefined) return;
    const entry = { kind, key: String(key), value };
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
    this.#keep(entry);
    this.#lines += 1;
    if (this.#lines > 5_000 + 4 * this.#entries.size) this.#compact(this.#file);
  }

  #keep(entry: Entry): void {
    const id = `${entry.kind} ${entry.key}`;
    if (entry.value === undefined) this.#entries.delete(id);
    // A copy, since the value goes on changing in memory.
    else this.#entries.set(id, structuredClone(entry));
  }

  /** Written aside and renamed: there is a whole file at any moment. Only its owner may read it. */
  #compact(file: string): void {
    const lines = [...this.#entries.values()].map((entry) => `${JSON.stringify(entry)}\n`);
    writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
    renameSync(`${file}.new`, file);
    this.#lines = lines.length;
  }
}

function* readEntries(file: string): Generator<Entry> {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const entry = entrySchema.safeParse(parseJson(line));
    if (entry.success) yield entry.data;
  }
}
