import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { decodeCursor } from '../cursor.ts';
import { auditPk, byTracePk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { toAudit } from './audit-items.ts';
import { placeOf, placeSchema, rowsAt } from './indexed-rows.ts';

/** The attempts that one request or change has led to, by index `by_trace` of table `audit`. */
export class TraceAudit {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Newest first; `traceId` in the form of a UUID. @throws BadCursorError */
  async list(
    tenant: Tenant,
    traceId: string,
    { limit, cursor }: PageRequest,
  ): Promise<Page<OutboundAudit>> {
    const trace_pk = byTracePk(tenant, traceId);
    const scope = { list: 'trace-audit', partition: trace_pk };
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, placeSchema);
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by_trace',
        KeyConditionExpression: 'trace_pk = :pk',
        ExpressionAttributeValues: { ':pk': trace_pk },
        ExclusiveStartKey: after && {
          trace_pk,
          started_at: after.started_at,
          pk: auditPk(tenant, after.listing_id),
          sk: after.sk,
        },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    const places = Items.map(placeOf);

    return pageOf(await rowsAt(this.#client, this.#table, { tenant, places }), {
      scope,
      read: ({ row }) => toAudit(row),
      placeOf: ({ place }) => place,
      end: LastEvaluatedKey ? placeOf(LastEvaluatedKey) : null,
    });
  }
}
