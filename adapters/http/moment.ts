import * as z from 'zod';
import { toTimestamp } from '../../domain/common/time.ts';
import { describedAs } from './described-as.ts';

const message = 'a moment with an offset, such as 2026-01-31T09:00:00Z, from 1970 to 9999';

/** A moment as a caller may write it, with any offset and precision (RFC 3339) -> UTC with milliseconds. */
export const momentSchema = z
  .string()
  // The standard takes `t` and `z` as well.
  .transform((text) => text.toUpperCase())
  .pipe(z.iso.datetime({ offset: true, message }))
  .refine((text) => isSortable(Date.parse(text)), message)
  .transform((text) => toTimestamp(Date.parse(text)))
  .meta({ override: describedAs({ type: 'string', format: 'date-time' }) });

/** Only four-digit years sort as text, and no record of ours is older. */
function isSortable(epochMs: number): boolean {
  return epochMs >= 0 && epochMs < Date.UTC(10_000, 0);
}
