import { beforeEach, describe, expect, it } from 'vitest';
import type { Resend } from '../../../domain/recovery/resend.ts';
import { type ResyncPlace, resyncTarget } from '../../../domain/recovery/resync-target.ts';
import { aTarget } from '../../builders/target.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const caller = {
  ...{ tenant: { org_id: 'demo', account_id: 'main' }, user_id: uuidOf(1_001) },
  trace_id: 'a'.repeat(32),
} as Parameters<typeof resyncTarget>[1]['caller'];

let target = aTarget();
let now: number;
let writeMs: number;
let resends: ({ id: string } & Resend)[];
beforeEach(() => {
  target = aTarget();
  [now, writeMs, resends] = [0, 0, []];
});

/** Of a target with so many listings, in pages of 50. */
function resync(count: number, from?: ResyncPlace) {
  const all = Array.from({ length: count }, (_, i) => uuidOf(i));
  let ids = 500;
  return resyncTarget(
    { id: target.id, from },
    {
      caller,
      deps: {
        targets: { get: async (_tenant, id) => (id === target.id ? target : undefined) },
        listingIds: {
          ofTarget: async (_tenant, _target, after) => {
            const left = all.slice(after === undefined ? 0 : all.indexOf(after) + 1);
            return { ids: left.slice(0, 50), more: left.length > 50 };
          },
        },
        resends: {
          request: async (_tenant, id, resend) => {
            now += writeMs;
            resends.push({ id, ...resend });
            return id !== uuidOf(13);
          },
        },
        clock: () => now,
        newId: () => {
          ids += 1;
          return uuidOf(ids);
        },
      },
    },
  );
}

describe('a resync', () => {
  it.each([0, 1, 50, 51, 130])(
    'asks for each of %i listings once, in order or not',
    async (count) => {
      const { enqueued, next } = await resync(count);

      expect(next).toBeNull();
      expect(enqueued).toBe(count > 13 ? count - 1 : count);
      expect(resends.map(({ id }) => id)).toEqual(
        Array.from({ length: count }, (_, i) => uuidOf(i)),
      );
      for (const { id: _, ...resend } of resends)
        expect(resend).toEqual({
          ...{ resync_id: uuidOf(501), user_id: caller.user_id, trace_id: caller.trace_id },
          unless_ok: false,
        });
    },
  );

  it('goes on in another request where its time was up, as one', async () => {
    writeMs = 500;
    const first = await resync(130);
    expect(first.next).toMatchObject({ resync_id: first.resync_id });
    expect(first.enqueued).toBeGreaterThanOrEqual(39);

    let { next } = first;
    for (let i = 0; i < 10 && next !== null; i += 1) ({ next } = await resync(130, next));

    expect(next).toBeNull();
    expect(resends.map(({ id }) => id)).toEqual(Array.from({ length: 130 }, (_, i) => uuidOf(i)));
    expect(new Set(resends.map(({ resync_id }) => resync_id))).toEqual(new Set([first.resync_id]));
  });

  it('takes no longer than a request may', async () => {
    writeMs = 500;

    await resync(130);

    // What is under way when the time is up is brought to its end.
    expect(now).toBeGreaterThanOrEqual(20_000);
    expect(now).toBeLessThanOrEqual(20_000 + 32 * writeMs);
  });

  it('is refused while the target is paused, and where there is none', async () => {
    target = aTarget({ is_active: false });
    await expect(resync(1)).rejects.toMatchObject({ slug: 'target-inactive' });

    target = aTarget({ deleted_at: '2026-01-01T00:00:00.000Z', is_active: false });
    await expect(resync(1)).rejects.toMatchObject({ name: 'NotFoundError' });
    expect(resends).toEqual([]);
  });
});
