import { expect, it } from 'vitest';
import { bind } from '../../../adapters/http/bind.ts';
import type { Route } from '../../../adapters/http/route.ts';
import { routes } from '../../../adapters/http/route-table.ts';

/** The type checker is the test: it fails where a line that must not compile does. */
const unspoken = {
  operation_id: 'unspoken',
  method: 'GET',
  path: '/api/unspoken',
  function: 'auth-api',
  tag: 'Identity',
  summary: 'A call of which nobody has said who may make it',
  responses: { 200: null },
} as const;

it('a route that does not say who may call it does not compile', () => {
  // @ts-expect-error access is missing
  const listed: readonly Route[] = [unspoken];
  // @ts-expect-error access is missing
  const bound = bind(unspoken, async () => ({ status: 200 }));
  // @ts-expect-error there is no such role
  const misspelt: Route = { ...unspoken, access: ['Ownr'] };
  const spoken: Route = { ...unspoken, access: ['Owner'] };

  expect([listed.length, bound.route, misspelt.path, spoken.access]).toBeDefined();
});

it('every route of the contract says who may call it, and names no role twice', () => {
  for (const { access } of routes) {
    if (typeof access === 'string') continue;
    expect(access.length).toBeGreaterThan(0);
    expect(new Set(access).size).toBe(access.length);
  }
});
