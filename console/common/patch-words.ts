import jsonPatch from 'fast-json-patch';
import { fieldName } from './field-words.ts';
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
type Entry = ChangeLine | { readonly list: string; readonly change: ListChange };

/** Where an item stands follows from the list's order. */
const places = new Set(['sortOrder', 'sort_order']);

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
    if (!Array.isArray(list) || rest.length === 0) entries.push(fieldEntry(step, document, nameOf));
    else if (rest.length === 1) push(entries, field, listChange(step, list.length));
    else if (places.has(rest.at(-1) ?? '')) renumbered.add(field);
    else entries.push(itemEntry(step, document, nameOf));
    apply(document, step);
  }

  return [
    ...entries.map((entry) => lineOf(entry, nameOf)),
    ...numberedAnew(entries, renumbered, nameOf),
  ];
}

/** Only where nothing else is told of the list. */
function numberedAnew(
  entries: readonly Entry[],
  renumbered: ReadonlySet<string>,
  nameOf: (field: string) => string,
): ChangeLine[] {
  const told = new Set(
    entries.map((entry) => ('list' in entry ? nameOf(entry.list) : entry.field)),
  );
  return [...renumbered]
    .map((list) => ({ field: nameOf(list), words: 'Numbered anew' }))
    .filter(({ field }) => !told.has(field));
}

function lineOf(entry: Entry, nameOf: (field: string) => string): ChangeLine {
  return 'list' in entry
    ? { field: nameOf(entry.list), words: listWords(entry.list, entry.change) }
    : entry;
}

function push(entries: Entry[], list: string, change: ListChange): void {
  const last = entries.at(-1);
  const one =
    last && 'list' in last && last.list === list ? joined(last.change, change) : undefined;
  if (one === undefined) entries.push({ list, change });
  else entries.splice(-1, 1, { list, change: one });
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

function fieldEntry(
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

function itemEntry(
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
