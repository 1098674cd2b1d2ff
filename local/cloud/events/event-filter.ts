import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';

const literal = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const ignoringCase = z.strictObject({ 'equals-ignore-case': z.string() });

const filterSchema = z.union([
  literal,
  z.strictObject({ exists: z.boolean() }),
  z.strictObject({ prefix: z.union([z.string(), ignoringCase]) }),
  z.strictObject({ suffix: z.union([z.string(), ignoringCase]) }),
  ignoringCase,
  z.strictObject({ wildcard: z.string() }),
  z.strictObject({ numeric: z.array(z.union([z.string(), z.number()])) }),
  z.strictObject({
    'anything-but': z.union([
      literal,
      z.array(literal),
      z.strictObject({ prefix: z.string() }),
      z.strictObject({ suffix: z.string() }),
    ]),
  }),
]);

type Filter = z.infer<typeof filterSchema>;

/**
 * Whether one alternative of a pattern matches the leaves of a field (none: the field is absent).
 *
 * @throws CloudError for an alternative the local cloud does not know.
 */
export function matchesFilter(alternative: unknown, leaves: readonly unknown[]): boolean {
  const parsed = filterSchema.safeParse(alternative);
  if (!parsed.success) {
    throw new CloudError(`no event pattern: ${JSON.stringify(alternative)}`);
  }
  const filter = parsed.data;
  if (typeof filter === 'object' && filter !== null && 'exists' in filter) {
    return filter.exists === leaves.length > 0;
  }
  return leaves.some((leaf) => matchesLeaf(filter, leaf));
}

function matchesLeaf(filter: Filter, leaf: unknown): boolean {
  if (typeof filter !== 'object' || filter === null) return filter === leaf;
  if ('anything-but' in filter) return !isOneOf(filter['anything-but'], leaf);
  if ('numeric' in filter) return typeof leaf === 'number' && inRange(filter.numeric, leaf);
  if (typeof leaf !== 'string') return false;
  if ('prefix' in filter) return affixed(filter.prefix, leaf, 'startsWith');
  if ('suffix' in filter) return affixed(filter.suffix, leaf, 'endsWith');
  if ('wildcard' in filter) return wildcard(filter.wildcard).test(leaf);
  if ('equals-ignore-case' in filter) {
    return filter['equals-ignore-case'].toLowerCase() === leaf.toLowerCase();
  }
  return false;
}

type Excluded = Extract<Filter, { 'anything-but': unknown }>['anything-but'];

function isOneOf(excluded: Excluded, leaf: unknown): boolean {
  if (Array.isArray(excluded)) return excluded.some((value) => value === leaf);
  if (typeof excluded !== 'object' || excluded === null) return excluded === leaf;
  if (typeof leaf !== 'string') return false;
  return 'prefix' in excluded ? leaf.startsWith(excluded.prefix) : leaf.endsWith(excluded.suffix);
}

function affixed(
  affix: string | z.infer<typeof ignoringCase>,
  leaf: string,
  test: 'startsWith' | 'endsWith',
): boolean {
  if (typeof affix === 'string') return leaf[test](affix);
  return leaf.toLowerCase()[test](affix['equals-ignore-case'].toLowerCase());
}

function wildcard(text: string): RegExp {
  const parts = text.split('*').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

/** `['>', 0, '<=', 5]`: pairs of a comparison and a bound, all of which must hold. */
function inRange(comparisons: readonly (string | number)[], leaf: number): boolean {
  for (let index = 0; index < comparisons.length; index += 2) {
    const bound = Number(comparisons[index + 1]);
    if (!compare(String(comparisons[index]), leaf, bound)) return false;
  }
  return true;
}

function compare(operator: string, left: number, right: number): boolean {
  switch (operator) {
    case '=':
      return left === right;
    case '<':
      return left < right;
    case '<=':
      return left <= right;
    case '>':
      return left > right;
    case '>=':
      return left >= right;
    default:
      throw new CloudError(`no numeric comparison: ${operator}`);
  }
}
