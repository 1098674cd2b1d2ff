import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedUnitSchema, unitSnapshotSchema } from '../../../domain/supply/unit.ts';
import { unitWriteSchema } from '../../../domain/supply/unit-write.ts';
import { storedTargetSchema } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';
import { aUnit } from '../../builders/unit.ts';

const { id, org_id, account_id, version, created_at, updated_at, ...content } = aUnit();

/** Every object within, at any depth, by its path. */
function objectsIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.entries(value).flatMap(([key, member]) => objectsIn(member, [...path, key]));

  return Array.isArray(value) ? inner : [path, ...inner];
}

/** The value with one more attribute in the object at the path. */
function withMore<T>(value: T, path: readonly string[]): T {
  const copy = structuredClone(value);
  const place = path.reduce<unknown>((at, key) => Reflect.get(Object(at), key), copy);
  Reflect.set(Object(place), 'of_a_later_release', { any: 'thing' });

  return copy;
}

const stored = { ...aUnit(), written_by: null, trace_id: '0'.repeat(32) };
const snapshot = {
  ...{ unit_id: id, org_id, account_id, version, content },
  ...{ content_hash: 'a'.repeat(64), created_at: updated_at, created_by: null },
};

describe('what later releases have written', () => {
  it.each([
    ['unit', storedUnitSchema, stored],
    ['snapshot', unitSnapshotSchema, snapshot],
    ['target', storedTargetSchema, aTarget()],
  ])('is read without what this one does not know, at any depth: %s', (_what, schema, item) => {
    for (const path of objectsIn(item)) {
      expect(schema.parse(withMore(item, path))).toEqual(schema.parse(item));
    }
  });
});

describe('what somebody may write of a unit', () => {
  it('names nothing unknown, at any depth', () => {
    const paths = objectsIn(content);

    expect(paths.length).toBeGreaterThan(6);
    expect(unitWriteSchema.safeParse(content).success).toBe(true);
    for (const path of paths) {
      const { error } = unitWriteSchema.safeParse(withMore(content, path));
      expect(error?.issues.map((issue) => [issue.code, issue.path.map(String)])).toEqual([
        ['unrecognized_keys', path],
      ]);
    }
  });

  it.each<[string, Record<string, unknown>]>([
    ['currency', { currency: 'ZZZ' }],
    ['currency', { currency: 'XAU' }],
    ['currency', { currency: 'DEM' }],
    ['currency', { currency: 'eur' }],
    ['address.country_code', { address: { country_code: 'UK' } }],
    ['address.country_code', { address: { country_code: 'ZZ' } }],
    ['timezone', { timezone: '+02:00' }],
    ['timezone', { timezone: 'europe/rome' }],
  ])('but codes that mean something: %s', (path, over) => {
    const { error } = unitWriteSchema.safeParse({ ...content, ...over });

    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path]);
    expect(storedUnitSchema.parse({ ...stored, ...over })).toMatchObject(over);
  });

  it.each(['Asia/Calcutta', 'US/Pacific', 'UTC', 'America/Coyhaique', 'Etc/GMT+5'])(
    'such as the zone %s',
    (timezone) => expect(unitWriteSchema.safeParse({ ...content, timezone }).success).toBe(true),
  );

  it('fits into a request of 256 KB at its largest', () => {
    const asset = (url: number, caption: number) => ({
      ...{ url: `https://img.example.com/${'u'.repeat(url - 24)}`, caption: 'c'.repeat(caption) },
      ...{ sort_order: 10_000, is_primary: false },
    });
    const line = 'l'.repeat(255);
    const largest = {
      ...content,
      ...{ name: line, description: 'd'.repeat(20_000), house_rules: 'r'.repeat(10_000) },
      license_number: line,
      address: { ...content.address, line1: line, line2: line, city: line, state: line },
      beds: Array(200).fill({ type: 'floor_mattress', quantity: 100, room: 'm'.repeat(100) }),
      amenities: Array(500).fill('a'.repeat(64)),
      media_assets: Array(200).fill(asset(445, 255)),
    };

    expect(unitWriteSchema.safeParse(largest).success).toBe(true);
    expect(JSON.stringify(largest).length).toBeLessThanOrEqual(256 * 1024);
    const { error } = unitWriteSchema.safeParse({
      ...largest,
      media_assets: [...Array(199).fill(asset(445, 255)), asset(446, 255)],
    });
    expect(error?.issues.map(({ path }) => path)).toEqual([['media_assets']]);
    expect(
      unitWriteSchema.safeParse({ media_assets: [asset(2048, 0)] }).error?.issues,
    ).not.toContainEqual(
      expect.objectContaining({ path: expect.arrayContaining(['media_assets']) }),
    );
  });

  it('takes any whole amount up to a thousand millions of major units', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e13, max: 1e13 }), (amount) => {
        const over = { base_nightly_rate: amount, cleaning_fee: amount };
        const { success } = unitWriteSchema.safeParse({ ...content, ...over });
        expect(success).toBe(amount >= 0 && amount <= 1e11);
      }),
      { examples: [[-1], [0], [1e11], [1e11 + 1]] },
    );
  });
});
