import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../domain/common/domain-event.ts';
import type { Block } from '../../../domain/pacing/target-block.ts';
import {
  credentialsRefused,
  silenceTarget,
  targetDown,
} from '../../../domain/sync/block-target.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';

it('a 429 silences every target of the account, whose starts may be reserved already', async () => {
  const target = aTarget();
  const other = { org_id: 'other', account_id: 'main', id: '55555555-5555-4555-8555-555555555555' };
  const blocked: { id: string; block: Block }[] = [];
  const events: DomainEvent[] = [];

  const verdict = await silenceTarget(target, 90_000, {
    windows: {
      reserve: async () => ({ starts: [], next: null, places: [] }),
      ended: () => undefined,
      record: async () => undefined,
      block: async () => [target, other],
    },
    targets: {
      get: async () => undefined,
      unblock: async () => undefined,
      block: async (_tenant, id, block) => {
        blocked.push({ id, block });
        return 'blocked';
      },
    },
    clock: () => 60_000,
    watch: new FakeWatch(),
    events: { publish: async (published) => void events.push(...published) },
    report: {
      called: () => undefined,
      finished: () => undefined,
      trouble: () => undefined,
      traced: (_name, _job, work) => work(),
    },
  });

  expect(verdict).toEqual({ kind: 'wait', until: 90_000 });
  expect(blocked.map(({ id }) => id)).toEqual([target.id, other.id]);
  for (const { block } of blocked)
    expect(block).toMatchObject({ until: 90_000, reason: 'rate_limited' });
  expect(events.map(({ org_id, target_id }) => [org_id, target_id])).toEqual([
    [target.org_id, target.id],
    ['other', other.id],
  ]);
});

describe('a target that is blocked', () => {
  const target = aTarget({ revision: 6 });
  const deps = (change: 'blocked' | 'prolonged' | 'unchanged') => {
    const [blocks, events] = [[] as Block[], [] as DomainEvent[]];
    return {
      blocks,
      events,
      ports: {
        windows: {
          reserve: async () => ({ starts: [], next: null, places: [] }),
          ended: () => undefined,
          record: async () => undefined,
          block: async () => [],
        },
        targets: {
          get: async () => undefined,
          unblock: async () => undefined,
          block: async (_tenant: object, _id: string, block: Block) => {
            blocks.push(block);
            return change;
          },
        },
        clock: () => 60_000,
        watch: new FakeWatch(),
        events: {
          publish: async (published: readonly DomainEvent[]) => void events.push(...published),
        },
        report: {
          called: () => undefined,
          finished: () => undefined,
          trouble: () => undefined,
          traced: <T>(_name: string, _job: unknown, work: () => Promise<T>) => work(),
        },
      },
    };
  };

  it('for its credentials waits for a person, in the words of the channel if it had any', async () => {
    const { blocks, events, ports } = deps('blocked');

    const verdict = await credentialsRefused(target, 'token expired', ports);
    await credentialsRefused(target, null, ports);

    expect(verdict).toMatchObject({ kind: 'wait' });
    expect(blocks).toMatchObject([
      { reason: 'credentials_rejected', message: 'token expired', seen_revision: 6 },
      { reason: 'credentials_rejected', message: expect.stringContaining('credentials') },
    ]);
    expect(blocks[0]?.until).toBeGreaterThan(Date.parse('9000-01-01T00:00:00.000Z'));
    expect(events).toMatchObject([
      {
        ...{ name: 'channel.target.blocked', target_id: target.id },
        ...{ occurred_at: '1970-01-01T00:01:00.000Z', error_message: 'token expired' },
      },
      {},
    ]);
  });

  it('for an outage waits until it is over', async () => {
    const { blocks, ports } = deps('blocked');

    expect(await targetDown(target, 90_000, ports)).toEqual({ kind: 'wait', until: 90_000 });
    expect(blocks).toEqual([
      {
        ...{ until: 90_000, reason: 'unavailable' },
        message: expect.stringContaining('does not answer'),
      },
    ]);
  });

  it('for a limit says so', async () => {
    const { blocks, ports } = deps('blocked');

    await silenceTarget(target, 90_000, ports);

    expect(blocks).toMatchObject([{ message: expect.stringContaining('too many requests') }]);
  });

  it.each(['prolonged', 'unchanged'] as const)('already (%s) is no news', async (change) => {
    const { events, ports } = deps(change);

    await targetDown(target, 90_000, ports);

    expect(events).toEqual([]);
  });
});
