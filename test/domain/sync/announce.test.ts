import { expect, it } from 'vitest';
import { announce } from '../../../domain/sync/announce.ts';
import { aTarget } from '../../builders/target.ts';

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
    traced: <T>(_name: string, work: () => Promise<T>) => work(),
  };
  const events = { publish: () => Promise.reject(new Error('down')) };

  await announce({ events, report }, [event, event]);
  expect(troubles).toEqual([{ name: 'events-not-published', count: 2, error: expect.any(Error) }]);

  await announce({ events, report }, []);
  expect(troubles).toHaveLength(1);
});
