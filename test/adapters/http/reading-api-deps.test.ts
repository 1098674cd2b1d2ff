import { expect, it } from 'vitest';
import { routes } from '../../../adapters/http/route-table.ts';

it('is for a function whose calls need no Idempotency-Key', () => {
  const reading = routes.filter((route) => route.function === 'health-api');

  expect(reading.length).toBeGreaterThan(0);
  expect(reading.filter(({ method }) => method !== 'GET')).toEqual([]);
});
