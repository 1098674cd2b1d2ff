import type * as z from 'zod';
import { cutText } from '../../domain/common/cut-text.ts';
import type { FieldError } from '../../domain/common/errors.ts';

const maxErrors = 50;
const maxPathLength = 200;

/** What a schema found wrong, as the contract tells it: one entry per field, unknown fields by their own name. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues.flatMap((issue) => errorsOf(issue, [])).slice(0, maxErrors);
}

/** `address.country_code`, `beds.0.type`; cut, since the caller chooses names of unknown fields. */
export function fieldPath(path: readonly PropertyKey[]): string {
  return cutText(path.map(String).join('.'), maxPathLength);
}

function errorsOf(issue: z.core.$ZodIssue, parent: readonly PropertyKey[]): FieldError[] {
  const path = [...parent, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: fieldPath([...path, key]),
      message: 'is not a known field',
    }));
  }
  const closest = issue.code === 'invalid_union' ? closestOf(issue.errors) : undefined;

  return closest
    ? closest.flatMap((inner) => errorsOf(inner, path))
    : [{ path: fieldPath(path), message: issue.message }];
}

/** Of the forms a value could have had, the one it misses by least. */
function closestOf(options: readonly (readonly z.core.$ZodIssue[])[]) {
  return options.toSorted((a, b) => a.length - b.length).find((issues) => issues.length > 0);
}
