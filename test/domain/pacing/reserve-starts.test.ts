import { beforeEach, describe, expect, it } from 'vitest';
import type { Work } from '../../../domain/attempts/attempt.ts';
import { Lead } from '../../../domain/pacing/lead.ts';
import { hideUntilPlace } from '../../../domain/pacing/queue-places.ts';
import {
  type PlannedCall,
  reserveStarts,
  startsAfter,
} from '../../../domain/pacing/reserve-starts.ts';
import { longestWaitMs, type RateWindows } from '../../../domain/pacing/turn.ts';
import {
  type Ended,
  emptyLog,
  reserve,
  type WindowLog,
  withEnds,
} from '../../../domain/pacing/window.ts';
import type { Pass } from '../../../domain/sync/pass.ts';
import { windowViolations } from '../../../local/oracle.ts';
import { aListing } from '../../builders/stored-listing.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeChannel } from '../../fakes/fake-channel.ts';
import { VirtualTime } from '../../fakes/virtual-time.ts';

const limit = { max_requests: 12, window_seconds: 10 };
const begin = 1_000_000;
/** From a start to its answer. */
const answerMs = 120;

interface Message {
  readonly replay: boolean;
  /** When it was put into the queue. */
  readonly asked: number;
  visible: number;
  receives: number;
  start?: number;
}

let time: VirtualTime;
let log: WindowLog;
let ends: Ended[];
let writes: number;
let longestWait: number;
let queue: Message[];
beforeEach(() => {
  time = new VirtualTime(begin);
  log = emptyLog;
  ends = [];
  writes = 0;
  longestWait = 0;
  queue = [];
});

const windows: RateWindows = {
  record: async () => undefined,
  reserve: async (request) => {
    const until = time.now + request.patience_ms;
    const from = time.now + (request.lead_ms ?? 0);
    const told = ends.filter(({ answered_at }) => (answered_at ?? 0) <= time.now);
    ends = ends.filter((end) => !told.includes(end));
    const result = reserve(withEnds(log, told), { ...request, now: time.now, from, until });
    log = result.log;
    writes += result.changed ? 1 : 0;
    return result;
  },
  ended: (_key, end) => void ends.push(end),
  block: async () => [],
};

function aPass(returning: ReadonlySet<string> = new Set()): Pass {
  return {
    returning,
    target: aTarget({ rate_limit_config: limit }),
    deadline: time.now + 20_000,
    connected: { channel: new FakeChannel() },
    deps: { ...time, windows, lead: new Lead() },
  } as unknown as Pass;
}

function put(count: number, replay = false): Message[] {
  const messages = Array.from({ length: count }, () => {
    return { replay, asked: time.now, visible: time.now, receives: 0 };
  });
  queue.push(...messages);

  return messages;
}

/** One worker: takes what is visible, makes the calls it has starts for, hides the others for whole seconds, as queues do. */
async function pass(taken: readonly Message[]): Promise<void> {
  const calls = taken.map(({ replay }) => {
    const id = crypto.randomUUID();
    const listing = aListing({ id, ...(replay && { replay_id: crypto.randomUUID() }) });
    return { work: { listing } } as PlannedCall;
  });
  const back = calls.filter((_call, index) => (taken[index]?.receives ?? 0) > 1);
  let last = time.now;
  await reserveStarts(calls, {
    pass: aPass(new Set(back.map(({ work }) => work.listing.id))),
    begin: (call, start) => {
      const message = taken[calls.indexOf(call)];
      if (message === undefined) throw new Error('of no message');
      if (typeof start === 'number') {
        message.start = start;
        longestWait = Math.max(longestWait, start - time.now);
        last = Math.max(last, start + answerMs);
        ends.push({ start, answered_at: start + answerMs });
      } else {
        const left = start.kind === 'queued' ? start.until - time.now : 0;
        message.visible = time.now + hideUntilPlace(left);
        queue.push(message);
      }
    },
  });
  await time.sleep(last - time.now);
}

async function worker(until: () => boolean): Promise<void> {
  while (!until()) {
    const visible = queue.filter((message) => message.visible <= time.now);
    const taken = visible.toSorted((a, b) => a.visible - b.visible).slice(0, 10);
    queue = queue.filter((message) => !taken.includes(message));
    for (const message of taken) message.receives += 1;
    if (taken.length > 0) await pass(taken);
    // Polling and starting take a moment.
    await time.sleep(50);
  }
}

/** Two workers, until all those messages have been called for. */
async function drain(messages: readonly Message[]): Promise<void> {
  const until = () => messages.every(({ start }) => start !== undefined);
  await Promise.all([worker(until), worker(until)]);
}

function startsOf(messages: readonly Message[]): number[] {
  return messages.flatMap(({ start }) => start ?? []).toSorted((a, b) => a - b);
}

describe('starts of updates', () => {
  it('are given to all, none of whom waits in a worker, under the limit', async () => {
    const messages = put(100);

    await time.run(drain(messages));

    expect(windowViolations(startsOf(messages), limit.max_requests, 10_000)).toEqual([]);
    expect(longestWait).toBeLessThanOrEqual(longestWaitMs);
  });

  it.each([100, 250, 400])('of %d that wait use the whole window, to the last', async (count) => {
    const messages = put(count);

    await time.run(drain(messages));

    const starts = startsOf(messages);
    const windowsUsed = Math.floor((starts.length - 1) / limit.max_requests);
    const last = starts[windowsUsed * limit.max_requests] ?? 0;
    expect((windowsUsed * 10_000) / (last - begin)).toBeGreaterThanOrEqual(0.965);
  });

  it.each([100, 400])('take few deliveries where %d wait, and few writes', async (count) => {
    const messages = put(count);

    await time.run(drain(messages));

    const receives = messages.reduce((sum, message) => sum + message.receives, 0);
    expect(receives / messages.length).toBeLessThan(3);
    expect(writes / messages.length).toBeLessThan(1.5);
  });

  it('are given to those who come while others have places', async () => {
    const first = put(60);
    const late = time.sleep(20_000).then(() => drain(put(12)));

    await time.run(Promise.all([drain(first), late]));

    expect(startsOf(first)).toHaveLength(60);
  });

  it('are no further away than the window when those who had places do not come', async () => {
    put(500);
    const lost = worker(() => time.now > begin + 5_000);
    const later = time.sleep(20_000).then(async () => {
      queue = [];
      const messages = put(14);
      await drain(messages);
      return messages;
    });

    const [, messages] = await time.run(Promise.all([lost, later]));

    expect((startsOf(messages).at(-1) ?? 0) - begin - 20_000).toBeLessThan(13_000);
  });
});

describe('a call that is made after a look', () => {
  it('gets its start together with it, however busy others are', async () => {
    const looked: boolean[] = [];
    const busy = put(400);
    const doubtful = async () => {
      await time.sleep(30_000);
      for (let i = 0; i < 20; i += 1) {
        try {
          const reads = await startsAfter(1, { listing: aListing() } as Work, aPass());
          const [read = Number.NaN] = reads.reads;
          looked.push(reads.write !== undefined && reads.write >= read + 750);
        } catch {
          // No start this time.
        }
        await time.sleep(5_000);
      }
    };

    await time.run(Promise.all([drain(busy), doubtful()]));

    expect(looked.length).toBeGreaterThanOrEqual(6);
    expect(looked.filter((isMade) => !isMade)).toEqual([]);
  });
});

describe('a replay', () => {
  it.each(Array.from({ length: 12 }, (_, second) => second * 1_000 + 250))(
    'asked for %d ms into a full queue starts within 12 s',
    async (after) => {
      const busy = put(60);
      const asked = time.sleep(after).then(async () => {
        const replays = put(1, true);
        await drain(replays);
        return replays;
      });

      const [, [replay]] = await time.run(Promise.all([drain(busy), asked]));

      expect((replay?.start ?? Number.NaN) - (replay?.asked ?? 0)).toBeLessThan(12_000);
    },
  );

  it('leaves a start to a live change within 3 s, as a rule, however many wait', async () => {
    const replays = put(200, true);
    const changes: Message[] = [];
    const live = async () => {
      for (let i = 0; i < 20; i += 1) {
        await time.sleep(7_300);
        const one = put(1);
        changes.push(...one);
        await drain(one);
      }
    };

    await time.run(Promise.all([drain(replays), live()]));

    const delays = changes.map(({ start = Number.NaN, asked }) => start - asked);
    expect(delays.toSorted((a, b) => a - b)[18]).toBeLessThanOrEqual(3_000);
  });
});
