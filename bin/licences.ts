import { readFileSync } from 'node:fs';
import * as z from 'zod';

/** The licences under which a package may be used without a second thought (SPDX). */
const allowed = new Set([
  'MIT',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  // These ask for no more than those above.
  'MIT-0',
  '0BSD',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Python-2.0',
  'Unlicense',
]);

/** Packages with another licence, by name -> the licence and why it does no harm. */
const exceptions: Readonly<Record<string, { readonly licence: string; readonly why: string }>> = {
  'axe-core': {
    licence: 'MPL-2.0',
    why: 'looks at pages in tests, and is not passed on; asks for the source of changes to it, and we make none',
  },
  'caniuse-lite': {
    licence: 'CC-BY-4.0',
    why: 'a table of browsers, read by a tool and not passed on',
  },
  lightningcss: {
    licence: 'MPL-2.0',
    why: 'part of vitest; asks for the source of changes to it, and we make none',
  },
  'lightningcss-*': { licence: 'MPL-2.0', why: "lightningcss's binary for one platform" },
  nub: { licence: 'MIT/X11', why: 'the name that MIT had' },
};

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ license: z.string().optional() })),
});

/** An SPDX expression without nested operators: of an OR one licence must be allowed, of an AND all. */
function isAllowed(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  const parts = bare.split(' OR ');
  return parts.some((part) => part.split(' AND ').every((licence) => allowed.has(licence)));
}

const exceptionFor = (name: string) =>
  Object.keys(exceptions).find((key) =>
    key.endsWith('*') ? name.startsWith(key.slice(0, -1)) : name === key,
  );

/** What is wrong with the licences of a lock file's packages, those for other platforms included; a sentence each. */
function complaints(lockFile: string): string[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(lockFile, 'utf8')));
  const unused = new Set(Object.keys(exceptions));
  const found: string[] = [];

  for (const [path, { license = 'no licence' }] of Object.entries(packages)) {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    if (path === '' || isAllowed(license)) continue;

    const exception = exceptionFor(name);
    if (exception && exceptions[exception]?.licence === license) unused.delete(exception);
    else found.push(`${name}: ${license} is not allowed`);
  }

  return [...found, ...[...unused].map((name) => `${name}: an exception that nothing needs`)];
}

const found = complaints(process.argv[2] ?? 'package-lock.json');
for (const complaint of found) console.error(complaint);
process.exitCode = found.length === 0 ? 0 : 1;
