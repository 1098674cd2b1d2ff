import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import {
  type InboundAudit,
  type InboundFilter,
  type InboundIntake,
  type InboundRows,
  inboundAuditSchema,
} from '../../../domain/inbound/inbound-audit.ts';
import type { EventJob } from '../../../domain/inbound/inbound-job.ts';
import { BadCursorError, decodeCursor } from '../cursor.ts';
import { equalTo } from '../equal-to.ts';
import { expiryAfter } from '../expiry.ts';
import { idOf, tenantPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { readStretches, type Stretch } from '../read-stretches.ts';
import { retryConflicts } from '../transactions.ts';
import { pendingShard, rowKey, rowsBetween } from './inbound-keys.ts';

type Item = Record<string, unknown>;

/** The specification's 90 days. */
export const keptSeconds = 90 * 86_400;
/** Rows looked at per request to the database, where not all are wanted. */
const filteredLength = 500;
const latest = Date.UTC(9999, 11, 31);

/** The inbound audit in table `inbound`. A row that has a job wakes whoever brings it to its queue. */
export class DynamoInboundRows implements InboundRows, InboundIntake {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async add(row: InboundAudit, { hasJob }: { readonly hasJob: boolean }): Promise<void> {
    const Item = {
      ...rowKey(row, row.id),
      ...row,
      ...(row.processing_status === 'pending' && { pending_shard: pendingShard(row.id) }),
      ...(hasJob && { job: 'event' }),
      expires_at: expiryAfter(Date.parse(row.received_at), keptSeconds),
    };
    await retryConflicts(() => this.#client.send(new PutCommand({ TableName: this.#table, Item })));
  }

  async get(tenant: Tenant, id: string): Promise<InboundAudit | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: rowKey(tenant, id), ConsistentRead: true }),
    );

    return Item && toRow(Item);
  }

  /** @throws BadCursorError */
  async list(
    tenant: Tenant,
    filter: InboundFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<InboundAudit>> {
    const { target_id, status, from, to } = filter;
    const scope = {
      list: 'inbound-audit',
      partition: tenantPk(tenant),
      target_id,
      status,
      from,
      to,
    };
    const first = cursor === undefined ? undefined : decodeCursor(scope, cursor, z.uuid());
    const bounds = rowsBetween(epochMs(from, 0), epochMs(to, latest));
    requireWithin(first, bounds);
    const { rows, end } = await readStretches({ limit, after: first, placeOf }, (after, wanted) =>
      this.#stretch(tenant, { filter, bounds, after, wanted }),
    );

    return pageOf(rows, { scope, read: toRow, placeOf, end: end ?? null });
  }

  async #stretch(
    tenant: Tenant,
    {
      filter: { target_id, status },
      bounds: [from, to],
      after,
      wanted,
    }: {
      readonly filter: InboundFilter;
      readonly bounds: readonly [string, string];
      readonly after: string | undefined;
      readonly wanted: number;
    },
  ): Promise<Stretch<Item, string>> {
    const { isAll, filter, values } = equalTo({ target_id, processing_status: status });
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ...filter,
        ExpressionAttributeValues: {
          ...{ ':pk': tenantPk(tenant), ':from': from, ':to': to },
          ...values,
        },
        ExclusiveStartKey: after === undefined ? undefined : rowKey(tenant, after),
        ScanIndexForward: false,
        Limit: isAll ? wanted : filteredLength,
      }),
    );

    return { rows: Items, end: LastEvaluatedKey && placeOf(LastEvaluatedKey) };
  }
}

/** @throws z.ZodError when the item is no row of the inbound audit */
export function toRow(item: Item): InboundAudit {
  return inboundAuditSchema.parse(item);
}

function placeOf({ sk }: Item): string {
  return idOf(String(sk));
}

function epochMs(timestamp: string | undefined, otherwise: number): number {
  return timestamp === undefined ? otherwise : Date.parse(timestamp);
}

/** The database refuses to go on from a place outside of what is asked for. @throws BadCursorError */
function requireWithin(place: string | undefined, [from, to]: readonly [string, string]): void {
  if (place === undefined || (`ROW#${place}` >= from && `ROW#${place}` <= to)) return;

  throw new BadCursorError('The cursor is damaged.');
}

/** What is to be done about a row. */
export function jobOf({ id: row_id, trace_id, ...row }: InboundAudit): EventJob {
  const { org_id, account_id, target_id, external_reservation_id } = row;

  return {
    ...{ kind: 'event', org_id, account_id, target_id, row_id, external_reservation_id },
    trace_id: trace_id.replaceAll('-', ''),
  };
}
