import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { listingId } from '../../../domain/common/ids.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Listing, StoredListing } from '../../../domain/listings/listing.ts';
import { batchGet } from '../batch-get.ts';
import { decodeCursor } from '../cursor.ts';
import { byTargetPk, idOf, listingKey, tenantPk, unitPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { readStretches, type Stretch } from '../read-stretches.ts';
import { type ItemAttributes, toListing } from './listing-item.ts';

/** Which listings are wanted; what is absent does not matter. */
export interface ListingFilter {
  readonly target_id?: string | undefined;
  readonly unit_id?: string | undefined;
  readonly status?: Listing['status'] | undefined;
  readonly sync_status?: Listing['sync_status'] | undefined;
}

interface Row {
  readonly place: string;
  readonly item: ItemAttributes;
}

type Read = (after: string | undefined, length: number) => Promise<Stretch<Row, string>>;

/** A place is the sort key of the row or pointer that was read last. */
const rowPlaceSchema = z.string().regex(/^LISTING#[0-9a-f-]{36}$/);
const pointerPlaceSchema = z.string().regex(/^LISTING(-ARCHIVED)?#[0-9a-f-]{36}$/);
/** Rows looked at per request to the database, where not all are wanted. */
const filteredLength = 100;

/** Lists listings by tenant, target or unit: always a query on a key, never a scan. */
export class ListingCatalog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** @throws BadCursorError */
  async list(
    tenant: Tenant,
    filter: ListingFilter,
    { limit, cursor }: PageRequest,
  ): Promise<Page<StoredListing>> {
    const scope = { list: 'listings', tenant: tenantPk(tenant), ...filter };
    const placeSchema = filter.unit_id === undefined ? rowPlaceSchema : pointerPlaceSchema;
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, placeSchema);
    const isFiltered = filter.status !== undefined || filter.sync_status !== undefined;
    const read = this.#reader(tenant, filter);
    const placeOf = ({ place }: Row) => place;
    const { rows, end } = await readStretches({ limit, after, placeOf }, async (place, wanted) => {
      const part = await read(place, isFiltered ? filteredLength : wanted);
      return { ...part, rows: part.rows.filter(({ item }) => matches(item, filter)) };
    });

    return pageOf(rows, {
      ...{ scope, placeOf },
      read: ({ item }) => toListing(item),
      end: end ?? null,
    });
  }

  #reader(tenant: Tenant, { target_id, unit_id }: ListingFilter): Read {
    if (target_id !== undefined && unit_id !== undefined) {
      return () => this.#one(tenant, listingId(unit_id, target_id));
    }
    if (target_id !== undefined) {
      const pointers = { pk: byTargetPk(tenant, target_id), prefix: 'LISTING#' };
      return (...part) => this.#pointedAt(tenant, pointers, part);
    }
    if (unit_id !== undefined) {
      const pointers = { pk: unitPk(tenant, unit_id), prefix: 'LISTING' };
      return (...part) => this.#pointedAt(tenant, pointers, part);
    }

    return (...part) => this.#ofTenant(tenant, part);
  }

  async #one(tenant: Tenant, id: string): Promise<Stretch<Row, string>> {
    const rows = await this.#load(tenant, [`LISTING#${id}`]);
    return { rows, end: undefined };
  }

  async #ofTenant(tenant: Tenant, part: Parameters<Read>): Promise<Stretch<Row, string>> {
    const { items, end } = await this.#query({ pk: tenantPk(tenant), prefix: 'LISTING#' }, part);
    const rows = items.map((item) => ({ place: String(item.sk), item }));

    return { rows, end };
  }

  /** By the pointers of a target or a unit, those of archived listings included. */
  async #pointedAt(
    tenant: Tenant,
    pointers: { readonly pk: string; readonly prefix: string },
    part: Parameters<Read>,
  ): Promise<Stretch<Row, string>> {
    const { items, end } = await this.#query(pointers, part);
    const places = items.map(({ sk }) => String(sk));

    return { rows: await this.#load(tenant, places), end };
  }

  async #query(
    { pk, prefix }: { readonly pk: string; readonly prefix: string },
    [after, length]: Parameters<Read>,
  ): Promise<{ items: Record<string, unknown>[]; end: string | undefined }> {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': pk, ':prefix': prefix },
        ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
        Limit: length,
        ConsistentRead: true,
      }),
    );

    return { items: Items, end: LastEvaluatedKey && String(LastEvaluatedKey.sk) };
  }

  async #load(tenant: Tenant, places: readonly string[]): Promise<Row[]> {
    const keys = places.map((place) => listingKey(tenant, idOf(place)));
    const items = await batchGet(this.#client, this.#table, keys);
    const listings = new Map(items.map((item) => [String(item.sk), item]));
    return places.flatMap((place, at) => {
      const item = listings.get(keys[at]?.sk ?? '');
      return item ? [{ place, item }] : [];
    });
  }
}

/** By the row as it is stored, so that one that cannot be read is left out of the lists it belongs to. */
function matches(item: ItemAttributes, { status, sync_status }: ListingFilter): boolean {
  return (
    (status === undefined || item.status === status) &&
    (sync_status === undefined || item.sync_status === sync_status)
  );
}
