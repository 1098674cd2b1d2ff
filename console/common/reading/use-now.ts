import { useSyncExternalStore } from 'react';

const stepMs = 1_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    now = Date.now();
    for (const each of listeners) each();
  }, stepMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time (epoch ms), which goes on by `everyMs`: one clock for all that is shown relative to it. */
export function useNow(everyMs = 5_000): number {
  return useSyncExternalStore(subscribe, () => now - (now % everyMs));
}
