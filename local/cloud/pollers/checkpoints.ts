import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { isMissing, replace } from '../common/json-file.ts';

const lineSchema = z.tuple([z.string(), z.string()]);

/** The file is written anew when it has so many lines more than there are shards. */
const compactAt = 10_000;

/**
 * How far each shard of a stream was handled, per mapping, so that no record is lost or skipped. A line for each step, of which the last
 * counts: replacing a whole file for each would hold up everything else on this thread.
 */
export class Checkpoints {
  readonly #file: string | undefined;
  readonly #sequences: Map<string, string>;
  #lines = 0;

  constructor(file: string | undefined) {
    this.#file = file;
    this.#sequences = file === undefined ? new Map() : load(file);
    this.#compact();
  }

  /** Sequence number of the last record handled. */
  read(mapping: string, shard: string): string | undefined {
    return this.#sequences.get(`${mapping}/${shard}`);
  }

  write(mapping: string, shard: string, sequence: string): void {
    const key = `${mapping}/${shard}`;
    this.#sequences.set(key, sequence);
    if (this.#file === undefined) return;
    appendFileSync(this.#file, lineOf([key, sequence]));
    this.#lines += 1;
    if (this.#lines > compactAt) this.#compact();
  }

  #compact(): void {
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    replace(this.#file, [...this.#sequences].map(lineOf).join(''));
    this.#lines = 0;
  }
}

function lineOf(step: readonly [string, string]): string {
  return `${JSON.stringify(step)}\n`;
}

/** What a violent end has cut off is not there: those records are handed over again. */
function load(file: string): Map<string, string> {
  const lines = contents(file).split('\n').slice(0, -1);

  return new Map(lines.map((line) => lineSchema.parse(JSON.parse(line))));
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return '';
    throw error;
  }
}
