import { beforeEach, describe, expect, it } from 'vitest';
import {
  type DeadLetter,
  type DeadLetters,
  type Fate,
  redrive,
} from '../../../domain/recovery/redrive.ts';

const mine = { org_id: 'demo', account_id: 'main' };
const job = (tenant = mine) => ({
  ...tenant,
  target_id: '33333333-3333-4333-8333-333333333333',
  listing_id: '44444444-4444-5444-8444-444444444444',
  unit_id: null,
  trace_id: 'a'.repeat(32),
  reason: 'unit' as const,
});
let last = 0;
const letter = (of: DeadLetter['job']): DeadLetter => {
  last += 1;
  return { id: `m-${last}`, handle: `h-${last}`, job: of };
};

/** The queue in memory: what was received is hidden until it is released. */
class FakeLetters implements DeadLetters {
  readonly queue: DeadLetter[];
  readonly hidden = new Set<DeadLetter>();
  readonly log: string[] = [];
  fates: Fate[] = [];

  constructor(...queue: DeadLetter[]) {
    this.queue = queue;
  }

  async receive() {
    const seen = this.queue.filter((each) => !this.hidden.has(each)).slice(0, 2);
    for (const each of seen) this.hidden.add(each);
    return seen;
  }

  async resend(letters: readonly DeadLetter[]) {
    this.log.push(...letters.map(({ id }) => `send ${id}`));
    return letters.map(() => this.fates.shift() ?? 'sent');
  }

  async remove(letters: readonly DeadLetter[]) {
    this.log.push(...letters.map(({ id }) => `remove ${id}`));
    for (const each of letters) {
      this.hidden.delete(each);
      this.queue.splice(this.queue.indexOf(each), 1);
    }
  }

  async release(letters: readonly DeadLetter[]) {
    for (const each of letters) this.hidden.delete(each);
  }
}

let now: number;
beforeEach(() => {
  now = 0;
  last = 0;
});
const clock = () => now;

describe('redriving dead letters', () => {
  it('enqueues all jobs anew before it takes them out, and leaves what is none', async () => {
    const poison = letter(undefined);
    const letters = new FakeLetters(letter(job()), poison, letter(job()), letter(job()));

    const result = await redrive({}, { letters, clock });

    expect(result).toEqual({ redriven: 3, dropped: 0, left: 0, unreadable: 1 });
    expect(letters.queue).toEqual([poison]);
    expect(letters.hidden.size).toBe(0);
    expect(letters.log.slice(0, 2)).toEqual(['send m-2', 'remove m-2']);
  });

  it('touches no other tenant, and tells nothing of it', async () => {
    const others = [
      letter(job({ org_id: 'demo', account_id: 'second' })),
      letter(job({ org_id: 'x', account_id: 'main' })),
    ];
    const letters = new FakeLetters(...others, letter(job()));

    const result = await redrive({ tenant: mine }, { letters, clock });

    expect(result).toEqual({ redriven: 1, dropped: 0, left: 0, unreadable: 0 });
    expect(letters.queue).toEqual(others);
    expect(letters.hidden.size).toBe(0);
  });

  it('drops jobs of deleted targets and leaves those that the queue refuses', async () => {
    const letters = new FakeLetters(letter(job()), letter(job()));
    letters.fates = ['gone', 'refused'];

    expect(await redrive({}, { letters, clock })).toMatchObject({ dropped: 1, left: 1 });
    expect(letters.queue.map(({ id }) => id)).toEqual(['m-2']);
  });

  it('moves nothing in a dry run', async () => {
    const letters = new FakeLetters(letter(job()), letter(undefined));

    expect(await redrive({ dry_run: true }, { letters, clock })).toMatchObject({ redriven: 1 });
    expect(letters.log).toEqual([]);
    expect(letters.hidden.size).toBe(0);
  });

  it('stops in time, and then shows what it has hidden', async () => {
    const letters = new FakeLetters(letter(undefined), letter(undefined), letter(job()));
    const receive = letters.receive.bind(letters);
    letters.receive = async () => {
      now += 10_000;
      return receive();
    };

    await redrive({}, { letters, clock });
    expect(letters.hidden.size).toBe(0);
    expect(now).toBe(20_000);
  });

  it('shows what it has put aside when the queue breaks; what is in hand shows by itself', async () => {
    const letters = new FakeLetters(letter(undefined), letter(undefined), letter(job()));
    letters.resend = async () => {
      throw new Error('down');
    };

    await expect(redrive({}, { letters, clock })).rejects.toThrow('down');
    expect([...letters.hidden].map(({ id }) => id)).toEqual(['m-3']);
  });
});
