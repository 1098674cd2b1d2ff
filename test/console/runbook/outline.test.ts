import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outline, type Piece } from '../../../console/runbook/outline.ts';
import { alertRuleSchema } from '../../../domain/health/alert.ts';

const operations = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'docs', 'operations.md'),
  'utf8',
);
const textOf = (piece: Piece): string =>
  typeof piece === 'string' ? piece : piece.within.map(textOf).join('');

describe('the runbook', () => {
  const sections = outline(operations);

  it.each(alertRuleSchema.options)('says what %s means and what to do', (rule) => {
    const section = sections.find(({ anchors }) => anchors.includes(rule));

    expect(section?.pieces.map(textOf).join('').length).toBeGreaterThan(40);
  });

  it('has every anchor once', () => {
    const anchors = sections.flatMap((section) => section.anchors);

    expect(anchors).toEqual([...new Set(anchors)]);
  });
});

describe('a document', () => {
  it('is told by its headings, each with what stands below it', () => {
    const document =
      '# All\n\nFirst.\n\n### one · two\n\n1. Do `this`: **now**.\n2. [That](x.md).\n';

    expect(outline(document)).toEqual([
      { title: 'All', depth: 1, anchors: ['all'], pieces: [{ tag: 'p', within: ['First.'] }] },
      {
        ...{ title: 'one · two', depth: 3, anchors: ['one', 'two'] },
        pieces: [
          {
            tag: 'ol',
            within: [
              {
                tag: 'li',
                within: [
                  'Do ',
                  { tag: 'code', within: ['this'] },
                  ': ',
                  { tag: 'strong', within: ['now'] },
                  '.',
                ],
              },
              { tag: 'li', within: ['That', '.'] },
            ],
          },
        ],
      },
    ]);
  });

  it('keeps commands and tables as they are written', () => {
    const document = '# All\n\n```sh\ncurl "<a>" & b\n```\n\n| a |\n| - |\n| b |\n';
    const [{ pieces } = { pieces: [] }] = outline(document);

    expect(pieces[0]).toEqual({ tag: 'pre', within: ['curl "<a>" & b'] });
    expect(pieces.map(textOf)[1]).toBe('ab');
  });

  it('is refused with HTML in it, which would be shown as text', () => {
    expect(() => outline('# All\n\nA <b>word</b>.')).toThrow('a runbook with html: <b>');
  });
});
