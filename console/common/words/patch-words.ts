import jsonPatch from 'fast-json-patch';
import { byReading, fieldName } from './field-words.ts';
import { joined, type ListChange, listWords, nounOf } from './list-words.ts';
import { valueWords } from './value-words.ts';

/** A step of a JSON patch (RFC 6902). */
export interface PatchStep {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** One line of what has changed: the field, and how. */
export interface ChangeLine {
  readonly field: string;
  readonly words: string;
}

type Document = Readonly<Record<string, unknown>>;
type Entry = { readonly of: string } & (
  | { readonly line: ChangeLine }
  | { readonly change: ListChange }
);

/** Where an item stands follows from the list's order. */
const places = new Set(['sortOrder', 'sort_order']);
/** What follows from another field, and is not told beside it. */
const followers: Readonly<Record<string, string>> = { internalListingName: 'name' };

/** What a patch does to a document, in an operator's words: a line for each change, however many steps it takes. */
export function patchWords(
  steps: readonly PatchStep[],
  before: Document,
  nameOf: (field: string) => string = fieldName,
): readonly ChangeLine[] {
  const document = structuredClone(before);
  const entries: Entry[] = [];
  const renumbered = new Set<string>();
  for (const step of steps) {
    const [field = '', ...rest] = pointer(step.path);
    const list = document[field];
    if (!Array.isArray(list) || rest.length === 0)
      entries.push({ of: field, line: fieldLine(step, document, nameOf) });
    else if (rest.length === 1) push(entries, field, listChange(step, list.length));
    else if (places.has(rest.at(-1) ?? '')) renumbered.add(field);
    else entries.push({ of: field, line: itemLine(step, document, nameOf) });
    apply(document, step);
  }

  const told = new Set(entries.map(({ of }) => of));
  const anew = [...renumbered].filter((list) => !told.has(list));
  const lines = [...entries, ...anew.map((list) => numberedAnew(list, nameOf))]
    .filter(({ of }) => !told.has(followers[of] ?? ''))
    .toSorted((a, b) => byReading(a.of, b.of));

  return lines.map((entry) => lineOf(entry, nameOf));
}

/** Of a list of which nothing else is told. */
function numberedAnew(list: string, nameOf: (field: string) => string): Entry {
  return { of: list, line: { field: nameOf(list), words: 'Numbered anew' } };
}

function lineOf(entry: Entry, nameOf: (field: string) => string): ChangeLine {
  return 'line' in entry
    ? entry.line
    : { field: nameOf(entry.of), words: listWords(entry.of, entry.change) };
}

function push(entries: Entry[], list: string, change: ListChange): void {
  const last = entries.at(-1);
  const one =
    last && 'change' in last && last.of === list ? joined(last.change, change) : undefined;
  if (one === undefined) entries.push({ of: list, change });
  else entries.splice(-1, 1, { of: list, change: one });
}

function listChange({ op, path, from }: PatchStep, length: number): ListChange {
  const place = placeOf(path, length);
  if (op === 'move' && from !== undefined) {
    const first = placeOf(from, length);
    return { op, first, last: first, to: place, length };
  }
  return { op: op === 'remove' ? 'remove' : 'add', first: place, last: place, length };
}

function placeOf(path: string, length: number): number {
  const last = pointer(path).at(-1) ?? '';
  return last === '-' ? length : Number(last);
}

function fieldLine(
  step: PatchStep,
  document: Document,
  nameOf: (field: string) => string,
): ChangeLine {
  const [field = '', ...rest] = pointer(step.path);
  return {
    field: [nameOf(field), ...rest.map(nameOf)].join(', '),
    words: changeWords(step, document),
  };
}

function itemLine(
  step: PatchStep,
  document: Document,
  nameOf: (field: string) => string,
): ChangeLine {
  const [list = '', index = '0', ...rest] = pointer(step.path);
  const item = `${nounOf(list).one} ${Number(index) + 1}, ${rest.map(nameOf).join(', ').toLowerCase()}`;
  return { field: nameOf(list), words: `${item}: ${changeWords(step, document)}` };
}

function changeWords(step: PatchStep, document: Document): string {
  const before = valueAt(document, step.path);
  if (step.op === 'remove') return `${valueWords(before)} removed`;
  return `${valueWords(before)} → ${valueWords(step.value)}`;
}

function valueAt(document: Document, path: string): unknown {
  try {
    return jsonPatch.getValueByPointer(document, path);
  } catch {
    return undefined;
  }
}

function apply(document: Document, { op, path, from = '', value }: PatchStep): void {
  if (op === 'move') jsonPatch.applyOperation(document, { op, from, path });
  else if (op === 'remove') jsonPatch.applyOperation(document, { op, path });
  else if (op === 'add' || op === 'replace')
    jsonPatch.applyOperation(document, { op, path, value });
}

/** The parts of a JSON pointer (RFC 6901). */
const pointer = (path: string) =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
