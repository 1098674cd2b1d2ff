import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { timestampSchema } from '../../../domain/common/time.ts';
import { batchGet } from '../batch-get.ts';
import { auditPk, lastIdOf } from '../keys.ts';

/** A row's place in an index of table `audit`, without the tenant. */
export const placeSchema = z.strictObject({
  listing_id: z.uuid(),
  sk: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  started_at: timestampSchema,
});

export type Place = z.infer<typeof placeSchema>;

/** `TENANT#<org>#<account>#LISTING#<id>` is the row's partition. */
export function placeOf({ pk, sk, started_at }: Record<string, unknown>): Place {
  return placeSchema.parse({ listing_id: lastIdOf(String(pk)), sk, started_at });
}

/** The rows behind those places: the indexes hold keys and outcome only. A row that has died of old age meanwhile is left out. */
export async function rowsAt(
  client: DynamoDBDocumentClient,
  table: string,
  { tenant, places }: { readonly tenant: Tenant; readonly places: readonly Place[] },
): Promise<{ place: Place; row: Record<string, unknown> }[]> {
  const keys = places.map(({ listing_id, sk }) => ({ pk: auditPk(tenant, listing_id), sk }));
  const items = await batchGet(client, table, keys);
  const rows = new Map(items.map((item) => [`${item.pk}|${item.sk}`, item]));

  return places.flatMap((place, index) => {
    const row = rows.get(`${keys[index]?.pk}|${place.sk}`);
    return row === undefined ? [] : [{ place, row }];
  });
}
