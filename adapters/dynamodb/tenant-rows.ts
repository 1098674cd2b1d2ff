import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { PageRequest } from '../../domain/common/page.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import { type CursorScope, decodeCursor } from './cursor.ts';
import { idOf, tenantPk } from './keys.ts';

type Row = Record<string, unknown>;

/** A list of one kind of rows in a tenant's partition. */
export interface TenantList {
  /** The list's name in its cursors. */
  readonly list: string;
  /** What the rows' sort keys begin with; a UUID follows. */
  readonly prefix: `${string}#`;
}

/** Rows as they were read, and what `pageOf` is told of them. */
export interface TenantRows {
  readonly rows: readonly Row[];
  readonly reading: {
    readonly scope: CursorScope;
    readonly placeOf: (row: Row) => string;
    readonly end: string | null;
  };
}

/**
 * Reads the rows of a page, by id and consistently. There may be fewer than asked for: DynamoDB reads 1 MB at a time.
 * @throws BadCursorError
 */
export async function tenantRows(
  client: DynamoDBDocumentClient,
  table: string,
  { tenant, list, prefix, limit, cursor }: TenantList & PageRequest & { readonly tenant: Tenant },
): Promise<TenantRows> {
  const pk = tenantPk(tenant);
  const scope = { list, tenant: pk };
  const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, z.uuid());
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
      ExclusiveStartKey: after === undefined ? undefined : { pk, sk: `${prefix}${after}` },
      Limit: limit,
      ConsistentRead: true,
    }),
  );
  const placeOf = ({ sk }: Row) => idOf(String(sk));

  return {
    rows: Items,
    reading: { scope, placeOf, end: LastEvaluatedKey ? placeOf(LastEvaluatedKey) : null },
  };
}
