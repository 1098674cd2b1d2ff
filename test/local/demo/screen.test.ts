import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createScreen } from '../../../local/demo/screen.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function screenOn({ isTTY }: { isTTY: boolean }) {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  // biome-ignore lint/suspicious/noExplicitAny: only what the screen uses of a stream
  return { written, screen: createScreen({ isTTY, columns: 12, write } as any) };
}

it('writes progress over on a terminal, no wider than that, and keeps what is said', () => {
  const { written, screen } = screenOn({ isTTY: true });

  screen.progress('1/40 synced, 39 pending');
  screen.progress('2/40');
  screen.say('done');

  expect(written).toEqual(['\r\u001b[K1/40 synced', '\r\u001b[K2/40', '\r\u001b[Kdone\n']);
});

it('writes plain lines elsewhere, and of progress one in five seconds', () => {
  const { written, screen } = screenOn({ isTTY: false });

  for (let second = 0; second < 11; second += 1) {
    screen.progress(`after ${second} s`);
    vi.advanceTimersByTime(1_000);
  }
  screen.say('done');

  expect(written).toEqual(['after 0 s\n', 'after 5 s\n', 'after 10 s\n', 'done\n']);
});
