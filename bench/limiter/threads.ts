import { Worker } from 'node:worker_threads';

/** Three workers at once, each with its own clock, timers and connections. */
export const threadCount = 3;

/** Runs a program in three threads; what each of them posts last. Rejects when one breaks. */
export function runThreads(program: URL, workerData: object): Promise<unknown[]> {
  return Promise.all(
    Array.from({ length: threadCount }, () => {
      const thread = new Worker(program, { workerData });

      return new Promise<unknown>((resolve, reject) => {
        let posted: unknown;
        thread.on('message', (message) => {
          posted = message;
        });
        thread.once('error', reject);
        thread.once('exit', () => resolve(posted));
      });
    }),
  );
}
