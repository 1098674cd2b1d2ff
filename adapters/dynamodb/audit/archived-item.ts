import * as z from 'zod';
import type { ArchivedRow } from '../../../domain/archive/archived-row.ts';
import { timestampSchema } from '../../../domain/common/time.ts';
import { lastIdOf, tenantOf } from '../keys.ts';
import { toAudit } from './audit-items.ts';

/** What every row says by its keys, whatever else it is. */
const keysSchema = z.object({
  pk: z.string(),
  sk: z.string(),
  target_pk: z.string(),
  started_at: timestampSchema,
});

/** An item of table `audit` as the archive has it. @throws z.ZodError when not even its keys are those of a row */
export function toArchivedRow(item: Record<string, unknown>, channel: string | null): ArchivedRow {
  const { pk, sk, target_pk, started_at } = keysSchema.parse(item);
  const keys = {
    ...tenantOf(pk),
    target_id: lastIdOf(target_pk),
    listing_id: lastIdOf(pk),
    ...{ channel, started_at, attempt: sk },
  };
  try {
    return { ...toAudit(item), ...keys, raw: null };
  } catch {
    return { ...keys, raw: JSON.stringify(item, bytesInBase64) };
  }
}

function bytesInBase64(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
}
