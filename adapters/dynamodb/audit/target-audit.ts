import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { OutboundAudit, Outcome } from '../../../domain/listings/outbound-audit.ts';
import { BadCursorError, decodeCursor } from '../cursor.ts';
import { auditPk, byTargetPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { readStretches, type Stretch } from '../read-stretches.ts';
import { toAudit } from './audit-items.ts';
import { type Place, placeOf, placeSchema, rowsAt } from './indexed-rows.ts';

/** Which attempts are wanted; what is absent does not matter. Times are ISO 8601 in UTC, both included. */
export interface AttemptFilter {
  readonly outcomes?: readonly Outcome[] | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Rows looked at per request to the database, where not all outcomes are wanted. */
const filteredLength = 500;

/** A target's attempts, by index `by_target` of table `audit`. */
export class TargetAudit {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** Newest first. @throws BadCursorError */
  async list(
    tenant: Tenant,
    target: { readonly id: string; readonly filter: AttemptFilter },
    { limit, cursor }: PageRequest,
  ): Promise<Page<OutboundAudit>> {
    const partition = byTargetPk(tenant, target.id);
    const { from, to, outcomes } = target.filter;
    const scope = { list: 'target-audit', partition, from, to, outcomes: outcomes?.join() };
    const first = cursor === undefined ? undefined : decodeCursor(scope, cursor, placeSchema);
    requireWithin(first, target.filter);
    const { rows: places, end } = await readStretches(
      { limit, after: first, placeOf: (place: Place) => place },
      (after, wanted) => this.#stretch(tenant, target, { after, wanted }),
    );

    return pageOf(await rowsAt(this.#client, this.#table, { tenant, places }), {
      scope,
      read: ({ row }) => toAudit(row),
      placeOf: ({ place }) => place,
      end: end ?? null,
    });
  }

  async #stretch(
    tenant: Tenant,
    { id, filter }: { id: string; filter: AttemptFilter },
    { after, wanted }: { after: Place | undefined; wanted: number },
  ): Promise<Stretch<Place, Place>> {
    const target_pk = byTargetPk(tenant, id);
    const { outcomes = [], from = '0', to = '9' } = filter;
    const named = outcomes.map((outcome, index) => [`:outcome_${index}`, outcome] as const);
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: 'by_target',
        KeyConditionExpression: 'target_pk = :pk AND started_at BETWEEN :from AND :to',
        ...(named.length === 0
          ? {}
          : { FilterExpression: `outcome IN (${named.map(([name]) => name).join(', ')})` }),
        ExpressionAttributeValues: {
          ':pk': target_pk,
          ':from': from,
          ':to': to,
          ...Object.fromEntries(named),
        },
        ExclusiveStartKey: after && {
          target_pk,
          started_at: after.started_at,
          pk: auditPk(tenant, after.listing_id),
          sk: after.sk,
        },
        ScanIndexForward: false,
        Limit: named.length === 0 ? wanted : filteredLength,
      }),
    );

    return { rows: Items.map(placeOf), end: LastEvaluatedKey && placeOf(LastEvaluatedKey) };
  }
}

/** The database refuses to go on from a place outside of what is asked for. @throws BadCursorError */
function requireWithin(place: Place | undefined, { from = '0', to = '9' }: AttemptFilter): void {
  if (place === undefined || (place.started_at >= from && place.started_at <= to)) return;

  throw new BadCursorError('The cursor is damaged.');
}
