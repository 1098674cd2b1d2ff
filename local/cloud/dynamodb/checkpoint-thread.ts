import { DatabaseSync } from 'node:sqlite';
import { setInterval } from 'node:timers';
import { workerData } from 'node:worker_threads';
import * as z from 'zod';

/** Full speed comes to some 1,000 pages in that time, from where on each write of DynamoDB Local would look at them all. */
const everyMs = 500;
const patienceMs = 5_000;

const database = new DatabaseSync(z.string().parse(workerData), { timeout: patienceMs });
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');
setInterval(() => checkpoint.get(), everyMs);
