import { describe, expect, it } from 'vitest';
import { readableWarnings } from '../../../domain/content/readable-warnings.ts';

describe('warnings of a listing', () => {
  it('stay as they are when they are few', () => {
    const warnings = [
      { field: 'beds', message: 'no beds' },
      { field: 'name', message: 'cut' },
    ];

    expect(readableWarnings(warnings)).toEqual(warnings);
  });

  it('of one field are counted instead of told when they are many, and crowd out no other field', () => {
    const many = Array.from({ length: 500 }, (_, at) => ({
      field: 'amenities',
      message: `no ${at}`,
    }));

    const shown = readableWarnings([...many, { field: 'name', message: 'cut' }]);

    expect(shown).toHaveLength(22);
    expect(shown.at(20)).toEqual({ field: 'amenities', message: 'and 480 more of this field' });
    expect(shown.at(21)).toEqual({ field: 'name', message: 'cut' });
  });

  it('are cut between characters', () => {
    const [warning] = readableWarnings([{ field: 'name', message: `x${'🏡'.repeat(300)}` }]);

    expect(warning?.message.length).toBeLessThanOrEqual(500);
    expect(warning?.message).toMatch(/🏡…$/u);
  });
});
