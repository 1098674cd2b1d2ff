import { describe, expect, it } from 'vitest';
import { JobCount } from '../../bench/limiter/job-count.ts';
import { judgeSender } from '../../bench/limiter/judge-sender.ts';
import type { RecordedCall } from '../../local/hostaway/call-log.ts';

const limit = { max_requests: 12, window_ms: 10_000 };
const at = (times: readonly number[]) => times.map((sent_at) => ({ sent_at, status: 200 }));
const received = (times: readonly number[]) => times.map((time) => ({ at: time }) as RecordedCall);

describe('a sender', () => {
  it('that makes 12 calls at the begin of each window uses all of the permitted rate', () => {
    const times = Array.from({ length: 37 }, (_, call) => Math.floor(call / 12) * 10_000);
    const result = judgeSender(at(times), received(times), limit);

    expect(result.rate_used).toBe(1);
    expect(result.most_in_window_sent).toBe(12);
  });

  it('that is half as fast as it may be uses half of it', () => {
    const times = Array.from({ length: 49 }, (_, call) => call * (20_000 / 12));

    expect(judgeSender(at(times), received(times), limit).rate_used).toBeCloseTo(0.5);
  });

  it('with a fixed window is convicted of the burst at its border', () => {
    const times = [9_000, 10_001].flatMap((begin) =>
      Array.from({ length: 12 }, (_, call) => begin + call),
    );

    expect(judgeSender(at(times), received(times), limit).most_in_window_sent).toBe(24);
  });

  it('is judged by the limit it was told', () => {
    const times = Array.from({ length: 41 }, (_, call) => Math.floor(call / 4) * 1_000);
    const quick = { max_requests: 4, window_ms: 1_000 };

    expect(judgeSender(at(times), received(times), quick)).toMatchObject({
      rate_used: 1,
      most_in_window_received: 4,
    });
  });

  it('is charged with its refused calls', () => {
    const sent = at([0, 1, 2, 3]).map((call, index) => ({
      ...call,
      status: index < 1 ? 429 : 200,
    }));
    const result = judgeSender(sent, received([0, 1, 2, 3]), limit);

    expect(result.answered_429).toBe(1);
  });
});

describe('a count of jobs', () => {
  it('hands out each job once, and those given back once more', () => {
    const memory = JobCount.of(15);
    const [one, other] = [new JobCount(memory), new JobCount(memory)];

    expect([one.take(10), other.take(10), one.take(10)]).toEqual([10, 5, 0]);
    other.giveBack(2);
    expect([one.left, one.take(10), other.take(10)]).toEqual([2, 2, 0]);
  });
});
