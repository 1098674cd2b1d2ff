import fc from 'fast-check';
import type { Schema } from './operations.ts';

/** Stands for the id of a thing that there is; what sends a request puts it in. */
export const knownIds = [
  '{unit}',
  '{spare}',
  '{target}',
  '{listing}',
  '{member}',
  '{apiKey}',
  '{ghost}',
] as const;

/** Stand for a cursor that the list has given, and for one whose place somebody has forged. */
export const cursors = fc.oneof(
  fc.constant('{cursor}'),
  fc
    .oneof(
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      fc.constantFrom(
        ...['LISTING-ARCHIVED#00000000-0000-4000-8000-000000000000', 'LISTING#zzz', 'UNIT#', '', 0],
        { pk: 'TENANT#other#main', sk: 'UNIT#1' },
      ),
    )
    .map((place) => `{cursor:${Buffer.from(JSON.stringify(place)).toString('base64url')}}`),
);

export function isStandIn(text: string): boolean {
  return (knownIds as readonly string[]).includes(text) || /^\{cursor(:[\w-]*)?\}$/.test(text);
}

/** Text that breaks parsers: control characters, halves of characters, escapes, keys with a meaning. */
export const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    ...[
      '\u0000',
      '\ud800',
      '\u2028',
      '\ufeff',
      '__proto__',
      'constructor',
      'prototype',
      'toString',
    ],
    ...['%00', '../..', '#', ' x ', '1e400', 'null', "' OR 1=1 --", '{{7*7}}', '<script>', ''],
    ...['x'.repeat(255), 'x'.repeat(10_000), 'ﷺ'.repeat(3_000)],
  ),
);
const nastyUrl = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.webAuthority({ withUserInfo: true, withPort: true }).map((host) => `https://${host}`),
  fc.constantFrom(
    ...['https://\ud800', 'https://[::1]/%00', 'https://a b', 'HTTPS:api.example.com', 'file:///'],
    ...['javascript:alert(1)', 'http://169.254.169.254/', 'https://x:y@example.com', '//a'],
  ),
);
const nastyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(1e-200, 5e-324, 1e300, -0, -1, 0.1, 2 ** 31, 2 ** 53, Number.MAX_SAFE_INTEGER),
);
export const nastyValue = fc.oneof(
  fc.jsonValue({ maxDepth: 6, stringUnit: 'binary' }),
  nastyText,
  nastyUrl,
  nastyNumber,
  fc.constantFrom(null, [], {}, [[]], true, Array(2_000).fill(0), deep(40)),
);

/** JSON text of anything, also where JSON.stringify would tidy up. */
export const nastyJson = fc.oneof(
  nastyValue.map((value) => JSON.stringify(value) ?? 'undefined'),
  fc.constantFrom(
    ...['', ' ', '{', '{"a":1}}', 'NaN', 'undefined', '1e999', '\ufeff{}', "{'a':1}", '{"a":1,}'],
    ...['{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', '{"a":1,"a":2}'],
    ...['{"name":"\\ud800"}', '{"name":"\\u0000"}', '{"unit_version":99999999999999999999999}'],
    `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
    `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    `{"name":"${'x'.repeat(300_000)}"}`,
    `{"name":"${'x'.repeat(200_000)}"}`,
    `{${Array.from({ length: 9_000 }, (_, at) => `"k${at}":${at}`).join()}}`,
  ),
);

/** What a schema asks for, to its edges and a step beyond. */
export function near(schema: Schema): fc.Arbitrary<unknown> {
  const { type, format, enum: words, minimum = -1, maximum = 1_000_000 } = schema;
  if (Array.isArray(words)) return fc.constantFrom(...words, String(words[0]).toUpperCase());
  if (format === 'uuid')
    return fc.oneof(
      fc.constantFrom(...knownIds),
      fc.uuid().map((id) => id.toUpperCase()),
    );
  if (format === 'uri') return nastyUrl;
  if (format === 'date-time' || format === 'date')
    return fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-13-45T99:99:99Z', '0000-00-00', '1');
  if (type === 'boolean') return fc.boolean();
  if (type === 'integer' || type === 'number') {
    const [least, most] = [Number(minimum), Number(maximum)];
    return fc.oneof(
      fc.constantFrom(least - 1, least, most, most + 1, most + 0.5),
      type === 'integer'
        ? fc.integer({ min: least, max: Math.max(least, most) })
        : fc.double({ min: least, max: Math.max(least, most), noNaN: true }),
    );
  }
  if (type === 'array') return fc.constantFrom([], [null], [{}], ['x'], [[]]);
  if (type === 'object') return fc.dictionary(nastyText, nastyValue, { maxKeys: 2 });

  return fc.oneof(fc.string(), fc.constantFrom('a', ...knownIds));
}

function deep(levels: number): unknown {
  return levels === 0 ? 1 : [deep(levels - 1)];
}
