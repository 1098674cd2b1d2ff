import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type StoredTarget, storedTargetSchema } from '../../../domain/targets/target.ts';
import { decodeCursor } from '../cursor.ts';
import { targetKey, tenantPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';

/** A tenant's targets without the deleted ones, in the order of their ids. @throws BadCursorError */
export async function listTargets(
  tenant: Tenant,
  page: PageRequest,
  { client, table }: { client: DynamoDBDocumentClient; table: string },
): Promise<Page<StoredTarget>> {
  const scope = { list: 'targets', tenant: tenantPk(tenant) };
  const found: Record<string, unknown>[] = [];
  let after = page.cursor === undefined ? undefined : decodeCursor(scope, page.cursor, z.uuid());

  // One more than asked for tells whether there is a next page. Deleted ones are filtered after the limit, hence the loop.
  while (found.length <= page.limit) {
    const { Items = [], LastEvaluatedKey } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        FilterExpression: 'deleted_at = :null',
        ExpressionAttributeValues: { ':pk': tenantPk(tenant), ':prefix': 'TARGET#', ':null': null },
        ConsistentRead: true,
        Limit: page.limit + 1,
        ...(after === undefined ? {} : { ExclusiveStartKey: targetKey(tenant, after) }),
      }),
    );
    found.push(...Items);
    if (LastEvaluatedKey === undefined) break;
    after = idOf(LastEvaluatedKey);
  }
  const shown = found.slice(0, page.limit);
  const more = found.length > page.limit;

  return pageOf(shown, {
    scope,
    read: (item) => storedTargetSchema.parse(item),
    placeOf: idOf,
    end: more ? shown.map(idOf).at(-1) : null,
  });
}

function idOf(key: Record<string, unknown>): string {
  return z.string().parse(key.sk).slice('TARGET#'.length);
}
