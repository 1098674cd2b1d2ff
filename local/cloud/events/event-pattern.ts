import * as z from 'zod';
import { matchesFilter } from './event-filter.ts';

/** Whether an event or record matches. */
export type Matches = (event: unknown) => boolean;

const patternSchema = z.record(z.string(), z.unknown());

/**
 * EventBridge's pattern language, which event source mappings use for their filters as well: every field named must
 * match one of its alternatives; an array in the event matches by any element.
 *
 * @throws ZodError, CloudError for a pattern AWS would refuse.
 */
export function eventPattern(pattern: unknown): Matches {
  const parsed = patternSchema.parse(pattern);
  return (event) => matchesObject(parsed, event);
}

function matchesObject(pattern: Record<string, unknown>, event: unknown): boolean {
  return Object.entries(pattern).every(([key, expected]) => {
    if (key === '$or') {
      const alternatives = z.array(patternSchema).parse(expected);
      return alternatives.some((alternative) => matchesObject(alternative, event));
    }
    return matchesField(expected, fieldOf(event, key));
  });
}

function matchesField(expected: unknown, actual: unknown): boolean {
  if (Array.isArray(expected)) {
    const leaves = leavesOf(actual);
    return expected.some((alternative) => matchesFilter(alternative, leaves));
  }
  const nested = patternSchema.parse(expected);
  if (Array.isArray(actual)) return actual.some((item) => matchesObject(nested, item));
  return matchesObject(nested, actual);
}

function fieldOf(event: unknown, key: string): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return undefined;
  return new Map<string, unknown>(Object.entries(event)).get(key);
}

/** Filters see leaves only: for them an object is not there. */
function leavesOf(actual: unknown): unknown[] {
  const all = Array.isArray(actual) ? actual : [actual];
  return all.filter((item) => item !== undefined && (typeof item !== 'object' || item === null));
}
