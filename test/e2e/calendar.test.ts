import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays } from '../../domain/common/day.ts';
import { demoUnits } from '../../local/demo-units.ts';
import { type LocalSystem, startLocalSystem } from '../support/local-system.ts';

let system: LocalSystem;
beforeAll(async () => {
  system = await startLocalSystem();
}, 120_000);
afterAll(() => system?.stop());

it('of two holds that race for a night exactly one gets it, and the other when it is given back', async () => {
  const unit = `/api/supply/units/${randomUUID()}`;
  const [demo] = demoUnits(1);
  expect((await system.call(`PUT ${unit}`, demo?.content)).status).toBe(201);
  const day = (days: number) => addDays(new Date().toISOString().slice(0, 10), days);
  const hold = (from: number, to: number) =>
    system.call(`POST ${unit}/holds`, { from: day(from), to: day(to), minutes: 5 });

  for (let night = 10; night < 40; night += 10) {
    const answers = await Promise.all([hold(night, night + 4), hold(night + 3, night + 6)]);

    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    const [won, lost] = answers.toSorted((one, other) => one.status - other.status);
    expect(lost?.json.type).toBe('/problems/nights-taken');
    expect(lost?.json.errors.map(({ path }: { path: string }) => path)).toEqual([day(night + 3)]);
    const query = `from=${day(night + 3)}&to=${day(night + 4)}`;
    const { json } = await system.call(`GET ${unit}/calendar?${query}`);
    expect(json.nights).toMatchObject([{ holder: { kind: 'hold', id: won?.json.id } }]);
    expect((await system.call(`DELETE ${unit}/holds/${won?.json.id}`)).status).toBe(204);
    expect((await hold(night, night + 6)).status).toBe(201);
  }

  const closed = { from: day(50), to: day(52), status: 'closed', price: 9000 };
  const put = await system.call(`PUT ${unit}/calendar`, { ranges: [closed] });
  expect(put.json.nights).toMatchObject([{ status: 'closed', price: 9000 }, { price: 9000 }]);
});
