import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Booking, BookingFilter, BookingLists } from '../../../domain/bookings/booking.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import { batchGet } from '../batch-get.ts';
import { decodeCursor } from '../cursor.ts';
import { equalTo } from '../equal-to.ts';
import { pageOf } from '../page-of.ts';
import { readStretches, type Stretch } from '../read-stretches.ts';
import { guestKey, listOf, nameIn, toBooking } from './booking-items.ts';

type Item = Record<string, unknown>;

/** Rows looked at per request to the database, where not all are wanted. */
const filteredLength = 300;

const placeSchema = z.string().regex(/^\d{4}-\d\d-\d\d#[0-9a-f-]{36}$/);

/** Bookings by arrival, from the copies in a tenant's list and in a unit's. */
export class DynamoBookingLists implements BookingLists {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  /** @throws BadCursorError */
  async list(
    tenant: Tenant,
    filter: BookingFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<Booking>> {
    const { pk: partition, prefix } = listOf(tenant, filter.unit_id);
    const { target_id, status, conflict } = filter;
    const scope = {
      ...{ list: 'bookings', partition, target_id, status },
      conflict: conflict === undefined ? undefined : String(conflict),
    };
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, placeSchema);
    const placeOf = ({ sk }: Item) => String(sk).slice(prefix.length);
    const { rows, end } = await readStretches({ limit, after, placeOf }, (from, wanted) =>
      this.#stretch({ partition, prefix, placeOf }, { filter, from, wanted }),
    );
    const names = await this.#names(tenant, rows);
    const read = (row: Item) => toBooking(row, names.get(String(row.id)) ?? null);

    return pageOf(rows, { scope, read, placeOf, end: end ?? null });
  }

  async #stretch(
    { partition, prefix, placeOf }: ListPlace,
    {
      filter: { target_id, status, conflict: in_conflict },
      from,
      wanted,
    }: {
      readonly filter: BookingFilter;
      readonly from: string | undefined;
      readonly wanted: number;
    },
  ): Promise<Stretch<Item, string>> {
    const { isAll, filter, values } = equalTo({ target_id, status, in_conflict });
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ...filter,
        ExpressionAttributeValues: { ':pk': partition, ':prefix': prefix, ...values },
        ExclusiveStartKey: from === undefined ? undefined : { pk: partition, sk: prefix + from },
        ScanIndexForward: false,
        Limit: isAll ? wanted : filteredLength,
        ConsistentRead: true,
      }),
    );

    return { rows: Items, end: LastEvaluatedKey && placeOf(LastEvaluatedKey) };
  }

  async #names(tenant: Tenant, rows: readonly Item[]): Promise<ReadonlyMap<string, string | null>> {
    const ids = rows.map(({ id }) => String(id));
    const keys = ids.map((id) => guestKey(tenant, id));
    const items = await batchGet(this.#client, this.#table, keys);
    const bySk = new Map(items.map((item) => [item.sk, item]));
    const now = this.#clock();

    return new Map(ids.map((id) => [id, nameIn(bySk.get(guestKey(tenant, id).sk), now)]));
  }
}

interface ListPlace {
  readonly partition: string;
  readonly prefix: string;
  readonly placeOf: (row: Item) => string;
}
