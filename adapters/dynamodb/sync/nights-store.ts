import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type {
  NightsStore,
  SaidMonth,
  ToldListing,
} from '../../../domain/availability/nights-store.ts';
import { saidNightSchema } from '../../../domain/availability/said-night.ts';
import type { CalendarStore } from '../../../domain/calendar/calendar-store.ts';
import { monthOf, type NightRange } from '../../../domain/calendar/nights.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { expiryAfter } from '../expiry.ts';
import { itemsBetween } from '../items-between.ts';
import { idOf, saidKey } from '../keys.ts';
import { jsonBytes, jsonSchema } from '../packed-values.ts';
import type { TransactItem } from '../transactions.ts';

/** For how long after its begin a month is of interest to anybody. */
const keptSeconds = 62 * 86_400;

const saidItemSchema = z.object({
  sk: z.string().startsWith('SAID#'),
  told: z.string(),
  nights: jsonSchema.pipe(z.record(z.string(), saidNightSchema)),
});

/**
 * What channels were told of nights lies in `meters`, an item for each month of a listing: it is about the world outside, which no backup brings back. Whoever
 * loses it tells everything again.
 */
export class DynamoNightsStore implements NightsStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #meters: string;
  readonly #calendars: Pick<CalendarStore, 'read'>;

  constructor(
    client: DynamoDBDocumentClient,
    meters: string,
    calendars: Pick<CalendarStore, 'read'>,
  ) {
    this.#client = client;
    this.#meters = meters;
    this.#calendars = calendars;
  }

  async nights(listing: ToldListing, range: NightRange) {
    const [months, said] = await Promise.all([
      this.#calendars.read(listing, [range]),
      this.#said(listing, range),
    ]);

    return { months, said };
  }

  async #said(listing: ToldListing, { from, to }: NightRange): Promise<SaidMonth[]> {
    const items = itemsBetween(this.#client, this.#meters, {
      first: saidKey(listing, listing.id, monthOf(from)),
      last: saidKey(listing, listing.id, monthOf(to)),
    });
    const said: SaidMonth[] = [];
    for await (const item of items) {
      const { sk, told, nights } = saidItemSchema.parse(item);
      if (told === listing.told)
        said.push({ month: idOf(sk), nights: new Map(Object.entries(nights)) });
    }

    return said;
  }
}

/** Writes what a listing's channel has been told, in place of what it was told before. */
export function saidMonths(
  table: string,
  { id, told, ...tenant }: Tenant & Pick<ToldListing, 'id' | 'told'>,
  months: readonly SaidMonth[],
): TransactItem[] {
  return months.map(({ month, nights }) => ({
    Put: {
      TableName: table,
      Item: {
        ...saidKey(tenant, id, month),
        told,
        nights: jsonBytes(Object.fromEntries(nights)),
        expires_at: expiryAfter(Date.parse(`${month}-01`), keptSeconds),
      },
    },
  }));
}
