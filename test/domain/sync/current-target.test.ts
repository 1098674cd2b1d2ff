import { expect, it } from 'vitest';
import { currentTarget } from '../../../domain/sync/current-target.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';

const job = { org_id: 'demo', account_id: 'main', target_id: aTarget().id };
const [active, paused] = [aTarget(), aTarget({ is_active: false })];

/** `known`: some seconds old; `fresh`: as it is now. */
async function read(known: StoredTarget | undefined, fresh: StoredTarget | undefined) {
  const reads: boolean[] = [];
  const target = await currentTarget(job, {
    get: async (_tenant, _id, options) => {
      reads.push(options?.fresh === true);
      return options?.fresh === true ? fresh : known;
    },
  });

  return { target, reads };
}

it('is taken as it was some seconds ago while it is active or unknown', async () => {
  expect(await read(active, paused)).toEqual({ target: active, reads: [false] });
  expect(await read(undefined, active)).toEqual({ target: undefined, reads: [false] });
});

it('is read anew when it was paused, so that a resumption counts at once', async () => {
  expect(await read(paused, active)).toEqual({ target: active, reads: [false, true] });
  expect(await read(paused, paused)).toEqual({ target: paused, reads: [false, true] });
});
