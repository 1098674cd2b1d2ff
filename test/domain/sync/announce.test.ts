import { describe, expect, it } from 'vitest';
import type { TargetWatch } from '../../../domain/alerts/watch.ts';
import { announce } from '../../../domain/sync/announce.ts';
import { aTarget } from '../../builders/target.ts';
import { FakeWatch } from '../../fakes/fake-watch.ts';

const event = {
  ...({ name: 'channel.listing.synced', org_id: 'demo', account_id: 'main' } as const),
  ...{ target_id: aTarget().id, occurred_at: '2026-03-01T12:00:00.000Z' },
};

it('reports a bus that is down, and nobody is kept from anything by that', async () => {
  const troubles: object[] = [];
  const report = {
    called: () => undefined,
    finished: () => undefined,
    trouble: (name: string, facts: object) => void troubles.push({ name, ...facts }),
    traced: <T>(_name: string, _job: unknown, work: () => Promise<T>) => work(),
  };
  const watch = new FakeWatch();
  const events = { publish: () => Promise.reject(new Error('down')) };

  await announce({ events, report, watch }, [event, event]);
  expect(troubles).toEqual([{ name: 'events-not-published', count: 2, error: expect.any(Error) }]);

  await announce({ events, report, watch }, []);
  expect(troubles).toHaveLength(1);
});

describe('has a target looked at', () => {
  const published: unknown[] = [];
  const told = (watch: Pick<TargetWatch, 'mark'>, troubles: string[] = []) => ({
    events: { publish: async (events: readonly unknown[]) => void published.push(...events) },
    report: {
      called: () => undefined,
      finished: () => undefined,
      trouble: (name: string) => void troubles.push(name),
      traced: <T>(_name: string, _job: unknown, work: () => Promise<T>) => work(),
    },
    watch,
  });

  it('in which a listing has failed or which was blocked, once for all of them', async () => {
    const watch = new FakeWatch();
    const failed = { ...event, name: 'channel.listing.failed' } as const;
    const blocked = { ...event, name: 'channel.target.blocked' } as const;

    await announce(told(watch), [event, failed, failed, blocked]);

    expect(watch.marks).toEqual([
      { id: event.target_id, trouble: 'listings' },
      { id: event.target_id, trouble: 'calls' },
    ]);
  });

  it('or says that it could not, and tells the others all the same', async () => {
    const troubles: string[] = [];
    published.length = 0;
    const failed = { ...event, name: 'channel.listing.failed' } as const;

    await announce(told({ mark: () => Promise.reject(new Error('down')) }, troubles), [failed]);

    expect([published, troubles]).toEqual([[failed], ['targets-not-watched']]);
  });
});
