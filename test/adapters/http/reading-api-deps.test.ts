import { expect, it } from 'vitest';
import { routes } from '../../../adapters/http/route-table.ts';

it('is for a function whose calls need no Idempotency-Key', () => {
  const without = routes.filter((route) => ['health-api', 'auth-api'].includes(route.function));
  const keyed = without.filter(
    ({ method, keeps_no_answer }) => method === 'POST' && !keeps_no_answer,
  );

  expect(without.length).toBeGreaterThan(0);
  expect(keyed).toEqual([]);
});
