import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { type AlertRecord, alertRecordSchema } from '../../../domain/alerts/alert-record.ts';
import type { AlertFilter, AlertList } from '../../../domain/alerts/alert-store.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { BadCursorError, decodeCursor } from '../cursor.ts';
import { alertsPk, type Key, pastAlertKey } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { readStretches, type Stretch } from '../read-stretches.ts';
import { retryConflicts } from '../transactions.ts';

type Item = Record<string, unknown>;

/** Rows looked at per request to the database. */
const stretchLength = 500;

/** Where a page ended: at this alert, or before the first of the past ones. */
const placeSchema = z.string().regex(/^(OPEN|PAST)#[\x21-\x7e]{0,300}$/);

/** The alerts of a tenant: those that are open, and behind them those that are past. */
export class DynamoAlertList implements AlertList {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, channelsTable: string) {
    this.#client = client;
    this.#table = channelsTable;
  }

  /** @throws BadCursorError */
  async list(
    tenant: Tenant,
    filter: AlertFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<AlertRecord>> {
    const { state, target_id, rule, acknowledged } = filter;
    const scope = {
      ...{ list: 'alerts', partition: alertsPk(tenant), state, target_id, rule },
      acknowledged: acknowledged === undefined ? undefined : String(acknowledged),
    };
    const first =
      cursor === undefined ? firstPlace(filter) : decodeCursor(scope, cursor, placeSchema);
    requireWithin(first, filter);
    const placeOf = ({ sk }: Item) => String(sk);
    const { rows, end } = await readStretches(
      { limit, after: first, placeOf },
      async (place = first) => {
        const part = await this.#stretch(tenant, filter, place);
        return { ...part, end: part.end ?? placeAfter(place, filter) };
      },
    );

    return pageOf(rows, {
      ...{ scope, placeOf },
      read: (item) => alertRecordSchema.parse(item),
      end: end ?? null,
    });
  }

  async acknowledge(
    tenant: Tenant,
    id: string,
    by: { readonly user_id: string; readonly at: string },
  ): Promise<AlertRecord | undefined> {
    const open = await this.#openKeyOf(tenant, id);
    const seen = open && (await this.#note(open, id, by));

    // Closed meanwhile, or long ago.
    return seen ?? (await this.#note(pastAlertKey(tenant, id), id, by));
  }

  /** Of an open alert the key says what it is about, and not its id. They are few. */
  async #openKeyOf(tenant: Tenant, id: string): Promise<Key | undefined> {
    let after: string | undefined = 'OPEN#';
    while (after !== undefined) {
      const { rows, end }: Stretch<Item, string> = await this.#stretch(tenant, {}, after);
      const alert = rows.find((item) => item.id === id);
      if (alert !== undefined) return { pk: alertsPk(tenant), sk: String(alert.sk) };
      after = end;
    }

    return undefined;
  }

  async #note(
    key: Key,
    id: string,
    { user_id, at }: { readonly user_id: string; readonly at: string },
  ): Promise<AlertRecord | undefined> {
    const update = new UpdateCommand({
      TableName: this.#table,
      Key: key,
      // As yet nobody: null, which `if_not_exists` takes for something.
      UpdateExpression: 'SET acknowledged_at = :at, acknowledged_by = :by ADD revision :one',
      ConditionExpression: 'id = :id AND acknowledged_at = :null',
      ExpressionAttributeValues: {
        ...{ ':id': id, ':at': at, ':by': user_id, ':null': null, ':one': 1 },
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await retryConflicts(() => this.#client.send(update));
      return alertRecordSchema.parse(Attributes);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const item = error.Item && unmarshall(error.Item);
      return item?.id === id ? alertRecordSchema.parse(item) : undefined;
    }
  }

  /** Some alerts behind a place, and the place where their reading stopped; undefined at the end of its part of the list. */
  async #stretch(
    tenant: Tenant,
    { target_id, rule, acknowledged }: AlertFilter,
    place: string,
  ): Promise<Stretch<Item, string>> {
    const pk = alertsPk(tenant);
    const isOpen = place.startsWith('OPEN#');
    const prefix = isOpen ? openPrefix(target_id) : 'PAST#';
    const conditions = [
      ...(target_id === undefined ? [] : ['target_id = :target']),
      ...(rule === undefined ? [] : ['#rule = :rule']),
      ...(acknowledged === undefined ? [] : [`acknowledged_at ${acknowledged ? '<>' : '='} :null`]),
    ];
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ...(conditions.length > 0 && { FilterExpression: conditions.join(' AND ') }),
        ...(rule !== undefined && { ExpressionAttributeNames: { '#rule': 'rule' } }),
        ExpressionAttributeValues: {
          ...{ ':pk': pk, ':prefix': prefix },
          ...(target_id !== undefined && { ':target': target_id }),
          ...(rule !== undefined && { ':rule': rule }),
          ...(acknowledged !== undefined && { ':null': null }),
        },
        ...(place.length > prefix.length && { ExclusiveStartKey: { pk, sk: place } }),
        ScanIndexForward: isOpen,
        ConsistentRead: true,
        Limit: stretchLength,
      }),
    );

    return { rows: Items, end: LastEvaluatedKey && String(LastEvaluatedKey.sk) };
  }
}

function firstPlace({ state, target_id }: AlertFilter): string {
  return state === 'past' ? 'PAST#' : openPrefix(target_id);
}

/** The past ones follow the open ones, where both are wanted. */
function placeAfter(place: string, { state }: AlertFilter): string | undefined {
  return place.startsWith('OPEN#') && state === undefined ? 'PAST#' : undefined;
}

function openPrefix(targetId: string | undefined): string {
  return targetId === undefined ? 'OPEN#' : `OPEN#${targetId}#`;
}

/** The database refuses to go on from a place outside of what is asked for. @throws BadCursorError */
function requireWithin(place: string, { state, target_id }: AlertFilter): void {
  const isOpen = state !== 'past' && place.startsWith(openPrefix(target_id));
  const isPast = state !== 'open' && place.startsWith('PAST#');
  if (!isOpen && !isPast) throw new BadCursorError('The cursor is damaged.');
}
