import { beforeEach, describe, expect, it } from 'vitest';
import type { Work } from '../../../domain/attempts/attempt.ts';
import { Lead } from '../../../domain/pacing/lead.ts';
import {
  type PlannedCall,
  reserveStarts,
  startsAfter,
} from '../../../domain/pacing/reserve-starts.ts';
import type { RateWindows, WindowRequest } from '../../../domain/pacing/turn.ts';
import { emptyLog, reserve, type WindowLog } from '../../../domain/pacing/window.ts';
import type { Pass } from '../../../domain/sync/pass.ts';
import { windowViolations } from '../../../local/oracle.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';
import { VirtualTime } from '../../fakes/virtual-time.ts';

const limit = { max_requests: 12, window_seconds: 10 };
const patienceMs = 20_000;

let time: VirtualTime;
let log: WindowLog;
let writes: number;
let began: {
  start: number | undefined;
  wait: number | undefined;
  at: number;
  replay: boolean;
}[];
beforeEach(() => {
  time = new VirtualTime(1_000_000);
  log = emptyLog;
  writes = 0;
  began = [];
});

const windows: RateWindows = {
  record: async () => undefined,
  reserve: async (request: WindowRequest) => {
    const until = time.now + request.patience_ms;
    const result = reserve(log, { ...request, now: time.now, until });
    log = result.log;
    writes += result.starts.length > 0 ? 1 : 0;
    return result;
  },
  block: async () => [],
};

function aPass(): Pass {
  return {
    target: aTarget({ rate_limit_config: limit }),
    deadline: time.now + patienceMs,
    connected: { channel: new FakeChannel() },
    deps: { ...time, windows, lead: new Lead() },
  } as unknown as Pass;
}

/** One batch of a worker, from its reservations to the last start. */
async function batch(size: number, replay = false): Promise<void> {
  const pass = aPass();
  const listing = aListing(replay ? { replay_id: crypto.randomUUID() } : {});
  const calls = Array.from({ length: size }, () => ({ work: { listing } }) as PlannedCall);
  const starts: number[] = [];
  await reserveStarts(calls, {
    pass,
    begin: (_call, start) => {
      const isStart = typeof start === 'number';
      if (isStart) starts.push(start);
      const wait = typeof start === 'object' && start.kind === 'wait' ? start.until : undefined;
      began.push({ start: isStart ? start : undefined, wait, at: time.now, replay });
    },
  });
  await time.sleep(Math.max(time.now, ...starts) - time.now);
}

/** A worker that takes batch after batch, as two of them do with a full queue. */
async function busy(batches: number): Promise<void> {
  for (let i = 0; i < batches; i += 1) await batch(10);
}

describe('starts of updates', () => {
  it('are told as soon as they are known, and none is lost', async () => {
    await time.run(Promise.all([busy(5), busy(5)]));

    expect(began).toHaveLength(100);
    for (const { start, at } of began) {
      if (start !== undefined) expect(start - at).toBeLessThanOrEqual(6_000);
    }
    const starts = began.flatMap(({ start }) => start ?? []);
    expect(windowViolations(starts, limit.max_requests, 10_000)).toEqual([]);
  });

  it('use the whole window when two workers are busy', async () => {
    await time.run(Promise.all([busy(6), busy(6)]));

    const starts = began.flatMap(({ start }) => start ?? []).toSorted((a, b) => a - b);
    const first = starts[0] ?? 0;
    const windowsUsed = Math.floor((starts.length - 1) / limit.max_requests);
    const last = starts[windowsUsed * limit.max_requests] ?? 0;
    expect((windowsUsed * 10_000) / (last - first)).toBeGreaterThanOrEqual(0.95);
  });

  it('take few writes', async () => {
    await time.run(Promise.all([busy(6), busy(6)]));

    const starts = began.filter(({ start }) => start !== undefined);
    expect(writes / starts.length).toBeLessThan(0.3);
  });

  it('that lie beyond the patience of a pass are left for another', async () => {
    await time.run(Promise.all([batch(10), batch(10), batch(10), batch(10)]));

    const left = began.filter(({ wait }) => wait !== undefined);
    expect(left).not.toHaveLength(0);
    for (const { wait = 0 } of left) expect(wait).toBeGreaterThan(1_000_000 + patienceMs);
  });
});

describe('a call that is made after a look', () => {
  it('gets its start in the same pass, however busy others are', async () => {
    const looked: boolean[] = [];
    const doubtful = async () => {
      await time.sleep(30_000);
      for (let i = 0; i < 20; i += 1) {
        const pass = aPass();
        const {
          reads: [read = Number.NaN],
          write,
        } = await startsAfter(1, { listing: aListing() } as Work, pass);
        looked.push(write !== undefined && write >= read + 750);
        await time.sleep((write ?? pass.deadline) - time.now);
      }
    };

    await time.run(Promise.all([busy(60), busy(60), doubtful()]));

    expect(looked.filter((isMade) => isMade)).toHaveLength(20);
  });
});

describe('a replay', () => {
  it.each(Array.from({ length: 21 }, (_, half) => half * 1_000 + 250))(
    'asked for %d ms into a full queue starts within 15 s',
    async (after) => {
      const asked = 1_000_000 + after;
      const replay = time.sleep(after).then(() => batch(1, true));

      await time.run(Promise.all([busy(4), busy(4), replay]));

      const replayed = began.find((each) => each.replay);
      expect((replayed?.start ?? Number.NaN) - asked).toBeLessThan(15_000);
    },
  );
});
