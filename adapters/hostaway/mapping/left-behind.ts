import * as z from 'zod';
import type { Payload } from '../../../domain/channel/channel.ts';
import type { MappingWarning } from '../../../domain/listings/listing.ts';

/** For a payload's field: the unit's field that it comes from, and the value that says nothing where Hostaway has one. */
export const leftBehindSchema = z.record(
  z.string(),
  z.strictObject({ of: z.string(), empty: z.union([z.string(), z.number()]).optional() }),
);

type Rules = z.infer<typeof leftBehindSchema>;

interface Before {
  readonly rules: Rules;
  /** Fields that the listing at Hostaway never had from us; undefined when nothing is known of it. */
  readonly unsent: readonly string[] | undefined;
  /** Whether the profile has a field, so that its payloads may hold it. */
  readonly mapped: (field: string) => boolean;
  /** The unit without nulls. */
  readonly unit: unknown;
}

/**
 * What becomes of fields that were sent once and are not in the payload. Those that can be emptied are (`cleared`), unless the unit
 * does say something that only cannot be sent; the others stay at Hostaway (`kept`), with a warning for each of the unit's fields.
 */
export function leftBehind(payload: Payload, { rules, unsent, mapped, unit }: Before) {
  const missing = Object.entries(rules).filter(([field]) => !Object.hasOwn(payload, field));
  const left = missing.filter(([field]) => unsent !== undefined && !unsent.includes(field));
  const emptied = ([field, { of, empty }]: (typeof left)[number]) =>
    empty !== undefined && mapped(field) && valueAt(unit, of) === undefined;
  const kept = left.filter((rule) => !emptied(rule));

  return {
    cleared: Object.fromEntries(left.filter(emptied).map(([field, { empty }]) => [field, empty])),
    kept: Object.fromEntries(kept.map(([field]) => [field, true])),
    warnings: warningsOf(kept),
    /** The fields that no payload has had, this one included. */
    unsent: missing.map(([field]) => field).filter((field) => unsent?.includes(field) ?? true),
  };
}

function warningsOf(kept: readonly [string, Rules[string]][]): MappingWarning[] {
  const byField = Map.groupBy(kept, ([, { of }]) => of);

  return [...byField].map(([field, rules]) => ({
    field,
    message: `not sent any more, and Hostaway keeps what it has (${rules.map(([name]) => name).join(', ')}): change it there`,
  }));
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce(
      (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
      value,
    );
}
