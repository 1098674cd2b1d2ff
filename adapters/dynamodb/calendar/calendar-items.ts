import * as z from 'zod';
import type {
  CalendarMonth,
  CalendarWriter,
  Claim,
  UnitRef,
} from '../../../domain/calendar/calendar-store.ts';
import { holderSchema, keptNightSchema } from '../../../domain/calendar/night.ts';
import { nightSchema } from '../../../domain/calendar/nights.ts';
import { timestampSchema } from '../../../domain/common/time.ts';
import { expiryAfter } from '../expiry.ts';
import { claimKey, idOf, monthKey } from '../keys.ts';
import { hexBytes, jsonBytes, jsonSchema } from '../packed-values.ts';
import { storedTrace } from '../stored-trace.ts';

const monthItemSchema = z.object({
  sk: z.string().startsWith('MONTH#'),
  version: z.int(),
  nights: jsonSchema.pipe(z.record(z.string(), keptNightSchema)),
});

const claimItemSchema = z.object({
  holder: holderSchema,
  from: nightSchema,
  to: nightSchema,
  until: timestampSchema.nullable(),
  version: z.int(),
});

/** For how long a hold that has ended can still be found by its id. */
const keptSeconds = 86_400;

/** A month as it is written: at the version after the one that was read. */
export function monthItem(
  unit: CalendarWriter,
  { month, version, nights }: CalendarMonth,
): Record<string, unknown> {
  return {
    ...monthKey(unit, unit.unit_id, month),
    version: version + 1,
    nights: jsonBytes(Object.fromEntries(nights)),
    trace_id: hexBytes(storedTrace(unit.trace_id)),
  };
}

/** @throws z.ZodError when the item is no month of a calendar */
export function toMonth(item: Record<string, unknown>): CalendarMonth {
  const { sk, version, nights } = monthItemSchema.parse(item);

  return { month: idOf(sk), version, nights: new Map(Object.entries(nights)) };
}

export function claimItem(unit: UnitRef, claim: Claim): Record<string, unknown> {
  return {
    ...claimKey(unit, unit.unit_id, claim.holder),
    ...claim,
    ...(claim.until && { expires_at: expiryAfter(Date.parse(claim.until), keptSeconds) }),
  };
}

/** @throws z.ZodError when the item is no claim */
export function toClaim(item: Record<string, unknown>): Claim {
  return claimItemSchema.parse(item);
}
