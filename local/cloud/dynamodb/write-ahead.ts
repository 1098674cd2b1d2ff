import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Worker } from 'node:worker_threads';

/** DynamoDB Local's, when all its callers share it. */
const name = 'shared-local-instance.db';

/**
 * Has DynamoDB Local's database in this folder write ahead (sqlite.org/wal.html). By itself it keeps a rollback journal, whose
 * syncs take three times as long as the write; what it has acknowledged outlives a killed process either way. It never brings what
 * is written ahead into the database, so a thread of ours does, where waiting for the disk stops nobody.
 */
export function writeAhead(folder: string): { stop(): Promise<void> } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  const database = new DatabaseSync(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
  const thread = new Worker(new URL('checkpoint-thread.ts', import.meta.url), { workerData: file });
  thread.unref();

  return { stop: async () => void (await thread.terminate()) };
}
