import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type OutboundAudit, outboundAuditSchema } from '../../domain/channels/outbound-audit.ts';
import type { Page, PageRequest } from '../../domain/page.ts';
import type { Tenant } from '../../domain/tenant.ts';
import { timestampSchema } from '../../domain/time.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { auditPk } from './keys.ts';

const placeSchema = z.strictObject({
  sk: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  started_at: timestampSchema,
});

/** The reading side of table `audit`. */
export class AuditLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** A listing's attempts, newest first. @throws BadCursorError */
  async ofListing(
    tenant: Tenant,
    listingId: string,
    { limit, cursor }: PageRequest,
  ): Promise<Page<OutboundAudit>> {
    const pk = auditPk(tenant, listingId);
    const scope = { list: 'history', partition: pk };
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, placeSchema);
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by_started_at',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ExclusiveStartKey: after && { pk, ...after },
        ScanIndexForward: false,
        // The index holds keys only; a local index fetches the rest of the row by itself.
        Select: 'ALL_ATTRIBUTES',
        Limit: limit,
        ConsistentRead: true,
      }),
    );

    return {
      items: Items.map((item) => outboundAuditSchema.parse(item)),
      next_cursor: LastEvaluatedKey
        ? encodeCursor(scope, placeSchema.strip().parse(LastEvaluatedKey))
        : null,
    };
  }
}
