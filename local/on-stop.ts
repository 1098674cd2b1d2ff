/** Signals this soon after the first are the same wish: a terminal sends one to each process, and npm hands its own on. */
const sameWish = 1_000;

/** How often to look whether the npm that started this process is still there, ms. */
const lookEvery = 500;

/**
 * Calls back once when this process is to end: by a signal, or because the npm that started it is gone, which hands
 * only SIGINT and SIGTERM on. A later signal does not wait for the end.
 */
export function onStop(callback: () => void): void {
  let askedAt: number | undefined;
  const stop = () => {
    if (askedAt === undefined) {
      askedAt = Date.now();
      callback();
    } else if (Date.now() - askedAt > sameWish) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, lookEvery).unref();
}
