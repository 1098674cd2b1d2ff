import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Route } from '../../adapters/http/route.ts';
import { routes } from '../../adapters/http/route-table.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/security.md'), 'utf8');

const whoMay = ({ access }: Route) => {
  if (access === 'open') return 'anybody';
  return access === 'any' ? 'any role' : access.join(', ');
};

/** The calls by who may make them, as docs/security.md is to have them. */
function callsByCaller(): string {
  const byCaller = Map.groupBy(routes, whoMay);
  const blocks = [...byCaller].map(([who, calls]) =>
    [`${who}:`, ...calls.map(({ method, path }) => `  ${method.padEnd(6)} ${path}`)].join('\n'),
  );
  return ['```text', blocks.join('\n\n'), '```'].join('\n');
}

it('docs/security.md names every call and who may make it, as the route table has it', () => {
  const wanted = callsByCaller();

  expect(text.includes(wanted), `docs/security.md must contain:\n\n${wanted}\n`).toBe(true);
});
