import { describe, expect, it } from 'vitest';
import { putUnit, type UnitWrite } from '../../../domain/supply/put-unit.ts';
import { unitContentSchema } from '../../../domain/supply/unit.ts';
import { aUnit } from '../../builders/unit.ts';
import { FakeUnits } from '../../fakes/fake-units.ts';

const unit = aUnit({ version: 3, license_number: undefined });
const tenant = { org_id: unit.org_id, account_id: unit.account_id };
const now = Date.parse('2026-03-01T12:00:00.000Z');
const user_id = '99999999-9999-4999-8999-999999999999';
const trace_id = 'a'.repeat(32);

const aWrite = (over: Partial<UnitWrite> = {}): UnitWrite => ({
  id: unit.id,
  content: { ...unitContentSchema.strip().parse(unit), name: 'Renamed' },
  user_id,
  trace_id,
  ...over,
});
const put = (write: UnitWrite, units: FakeUnits) =>
  putUnit(tenant, write, { units, clock: () => now });

describe('putUnit', () => {
  it('raises the version by one and keeps when the unit was made', async () => {
    const units = new FakeUnits(unit);

    const { unit: after, created } = await put(aWrite(), units);

    expect(created).toBe(false);
    expect(after).toMatchObject({
      name: 'Renamed',
      version: 4,
      created_at: unit.created_at,
      updated_at: '2026-03-01T12:00:00.000Z',
    });
    expect(units.written).toEqual([{ ...after, written_by: user_id, trace_id }]);
  });

  it('writes nothing for the content that is there, nulls counting as absent', async () => {
    const units = new FakeUnits(unit);
    const content = { ...unitContentSchema.strip().parse(unit), license_number: null };

    const result = await put(aWrite({ content }), units);

    expect(result).toEqual({ unit, created: false });
    expect(units.written).toEqual([]);
  });

  it('builds on what a rival wrote first', async () => {
    const units = new FakeUnits(unit, 2);

    const { unit: after } = await put(aWrite(), units);

    expect(after.version).toBe(6);
    expect(after.name).toBe('Renamed');
  });

  it('gives up as busy when rivals never end', async () => {
    const units = new FakeUnits(unit, Number.POSITIVE_INFINITY);

    await expect(put(aWrite(), units)).rejects.toMatchObject({
      name: 'ConflictError',
      slug: 'busy',
    });
  });

  it.each([
    { precondition: { match: ['"3"'] }, stored: unit, refused: false },
    { precondition: { match: ['"2"'] }, stored: unit, refused: true },
    { precondition: { match: ['"1"'] }, stored: undefined, refused: true },
    { precondition: { none_match: '*' as const }, stored: unit, refused: true },
  ])('with $precondition is refused: $refused', async ({ stored, refused, ...write }) => {
    const result = put(aWrite(write), new FakeUnits(stored));

    if (refused) await expect(result).rejects.toMatchObject({ name: 'PreconditionFailedError' });
    else await expect(result).resolves.toMatchObject({ created: false });
  });

  it('does not overwrite what a rival wrote after the version that was expected', async () => {
    const units = new FakeUnits(unit, 1);

    await expect(put(aWrite({ precondition: { match: ['"3"'] } }), units)).rejects.toMatchObject({
      name: 'PreconditionFailedError',
    });
    expect(units.written).toEqual([]);
  });
});
