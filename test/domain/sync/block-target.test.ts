import { expect, it } from 'vitest';
import type { Block } from '../../../domain/pacing/target-block.ts';
import type { DomainEvent } from '../../../domain/shared/domain-event.ts';
import { silenceTarget } from '../../../domain/sync/block-target.ts';
import { aTarget } from '../../builders/target.ts';

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
    events: { publish: async (published) => void events.push(...published) },
    report: {
      called: () => undefined,
      finished: () => undefined,
      trouble: () => undefined,
      traced: (_name, work) => work(),
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
