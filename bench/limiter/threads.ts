import { Worker } from 'node:worker_threads';

/** Workers at once where a sender is shared by several, each with its own clock, timers and connections. */
export const threadCount = 3;

/** Runs a program in so many threads; what each of them posts last. Rejects when one breaks. */
export function runThreads(program: URL, workerData: object, count: number): Promise<unknown[]> {
  return Promise.all(
    Array.from({ length: count }, () => {
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
