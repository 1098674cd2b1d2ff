import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { BookingStore, StoredBooking } from '../../../domain/bookings/booking.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import { batchGet } from '../batch-get.ts';
import type { Key } from '../keys.ts';
import { ifConditionsHold, ifVersion, type TransactItem } from '../transactions.ts';
import {
  bookingAttributes,
  bookingKey,
  bookingsPk,
  conflictKey,
  copyKeys,
  guestItem,
  guestKey,
  nameIn,
  toStoredBooking,
} from './booking-items.ts';

const conflictSchema = z.object({ id: z.uuid(), unit_id: z.uuid() });

/** Bookings in table `channels`. What belongs to one is written in one transaction, on the condition that it is as it was read. */
export class DynamoBookingStore implements BookingStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async get(tenant: Tenant, id: string): Promise<StoredBooking | undefined> {
    const keys = [bookingKey(tenant, id), guestKey(tenant, id)];
    const items = await batchGet(this.#client, this.#table, keys);
    const [booking, guest] = keys.map((key) => items.find(({ sk }) => sk === key.sk));

    return booking && toStoredBooking(booking, nameIn(guest, this.#clock()));
  }

  async put(
    before: StoredBooking | undefined,
    after: StoredBooking,
  ): Promise<StoredBooking | undefined> {
    const version = before?.version ?? 0;
    const booking = { ...after, version: version + 1 };
    const attributes = bookingAttributes(booking);
    const Item = { ...bookingKey(booking, booking.id), ...attributes };
    const TransactItems: TransactItem[] = [
      { Put: { TableName: this.#table, Item, ...ifVersion(version) } },
      ...copyKeys(booking).map((key) => this.#put({ ...key, ...attributes })),
      ...this.#forget(before, booking),
      this.#guest(booking),
      booking.conflict === null
        ? this.#delete(conflictKey(booking))
        : this.#put({ ...conflictKey(booking), id: booking.id, unit_id: booking.unit_id }),
    ];
    const isWritten = await ifConditionsHold(this.#client, TransactItems);

    return isWritten ? booking : undefined;
  }

  async conflicts(tenant: Tenant, targetId?: string) {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: {
          ':pk': bookingsPk(tenant),
          ':prefix': targetId === undefined ? 'CONFLICT#' : `CONFLICT#${targetId}#`,
        },
        ConsistentRead: true,
      },
    );
    const found: z.infer<typeof conflictSchema>[] = [];
    for await (const { Items = [] } of pages)
      found.push(...Items.map((item) => conflictSchema.parse(item)));

    return found;
  }

  /** Copies that stand where the booking is not any more. */
  #forget(before: StoredBooking | undefined, after: StoredBooking): TransactItem[] {
    const kept = new Set(copyKeys(after).map(nameOf));

    return (before === undefined ? [] : copyKeys(before))
      .filter((key) => !kept.has(nameOf(key)))
      .map((key) => this.#delete(key));
  }

  #guest(booking: StoredBooking): TransactItem {
    const item = guestItem(booking, this.#clock());

    return item === undefined ? this.#delete(guestKey(booking, booking.id)) : this.#put(item);
  }

  #put(Item: Record<string, unknown>): TransactItem {
    return { Put: { TableName: this.#table, Item } };
  }

  #delete(Key: Key): TransactItem {
    return { Delete: { TableName: this.#table, Key: { ...Key } } };
  }
}

function nameOf({ pk, sk }: Key): string {
  return `${pk} ${sk}`;
}
