import * as z from 'zod';
import { type JsonFile, jsonFile } from '../common/json-file.ts';

const schema = z.record(z.string(), z.string());

/** How far each shard of a stream was handled, per mapping. Kept in a file, so that no record is lost or skipped. */
export class Checkpoints {
  readonly #file: JsonFile<Record<string, string>>;

  constructor(file: string | undefined) {
    this.#file = jsonFile(file, schema, {});
  }

  /** Sequence number of the last record handled. */
  read(mapping: string, shard: string): string | undefined {
    return this.#file.read()[`${mapping}/${shard}`];
  }

  write(mapping: string, shard: string, sequence: string): void {
    this.#file.write({ ...this.#file.read(), [`${mapping}/${shard}`]: sequence });
  }
}
