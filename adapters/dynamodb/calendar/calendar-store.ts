import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type {
  CalendarMonth,
  CalendarStore,
  CalendarWrite,
  CalendarWriter,
  Claim,
  UnitRef,
} from '../../../domain/calendar/calendar-store.ts';
import type { Holder } from '../../../domain/calendar/night.ts';
import { monthOf, type NightRange, nightsOf } from '../../../domain/calendar/nights.ts';
import { itemsBetween } from '../items-between.ts';
import { claimKey, monthKey } from '../keys.ts';
import { ifConditionsHold, ifVersion, type TransactItem } from '../transactions.ts';
import { claimItem, monthItem, toClaim, toMonth } from './calendar-items.ts';

/**
 * Calendars in the `channels` table: an item for each month of a unit. Each write insists on the versions that were read, so
 * that of two who want a night at once one is refused, whatever they were about to do.
 */
export class DynamoCalendarStore implements CalendarStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read(unit: UnitRef, ranges: readonly NightRange[]): Promise<readonly CalendarMonth[]> {
    const touched = [...new Set(ranges.flatMap(nightsOf).map(monthOf))].sort();
    const [first, last = first] = [touched[0], touched.at(-1)];
    if (first === undefined || last === undefined) return [];
    const stored = new Map<string, CalendarMonth>();
    const months = itemsBetween(this.#client, this.#table, {
      first: monthKey(unit, unit.unit_id, first),
      last: monthKey(unit, unit.unit_id, last),
    });
    for await (const item of months) {
      const month = toMonth(item);
      stored.set(month.month, month);
    }

    return touched.map((month) => stored.get(month) ?? { month, version: 0, nights: new Map() });
  }

  async claim(unit: UnitRef, holder: Holder): Promise<Claim | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({
        TableName: this.#table,
        Key: claimKey(unit, unit.unit_id, holder),
        ConsistentRead: true,
      }),
    );

    return Item && toClaim(Item);
  }

  async write(unit: CalendarWriter, { months, claim }: CalendarWrite): Promise<boolean> {
    const TransactItems: TransactItem[] = [
      ...months.map((month) => ({
        Put: {
          TableName: this.#table,
          Item: monthItem(unit, month),
          ...ifVersion(month.version),
        },
      })),
      ...this.#claimWrites(unit, claim),
    ];

    return ifConditionsHold(this.#client, TransactItems);
  }

  #claimWrites(unit: UnitRef, { before, after }: CalendarWrite['claim'] = {}): TransactItem[] {
    const TableName = this.#table;
    const condition = ifVersion(before?.version ?? 0);
    if (after !== undefined)
      return [{ Put: { TableName, Item: claimItem(unit, after), ...condition } }];
    if (before === undefined) return [];

    return [
      { Delete: { TableName, Key: claimKey(unit, unit.unit_id, before.holder), ...condition } },
    ];
  }
}
