import { expect, it } from 'vitest';
import { progressLine } from '../../../local/demo/progress.ts';

it('says what is done, what is left, the pace and when it should be over', () => {
  const line = progressLine(
    'first sync',
    { total: 40, synced: new Set(['1', '2', '3', '4']), calls_in_window: 11 },
    { limit: { max_requests: 12, window_ms: 10_000 }, elapsed_ms: 61_000 },
  );

  expect(line).toBe(
    'first sync  4/40 synced, 36 pending | 11 of 12 calls in 10 s | 1:01 | ETA 0:30  [##..................]',
  );
});
