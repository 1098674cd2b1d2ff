import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  paginateQuery,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type {
  Finding,
  Looked,
  TargetWatch,
  Trouble,
  Watched,
  WatchList,
} from '../../../domain/alerts/watch.ts';
import { watchedSchema } from '../../../domain/alerts/watch.ts';
import type { Report } from '../../../domain/common/report.ts';
import { type Clock, toTimestamp } from '../../../domain/common/time.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { assignments } from '../assignments.ts';
import { registryShards, watchKey, watchPk } from '../keys.ts';
import { readable } from '../readable.ts';
import { ifConditionHolds, retryConflicts } from '../transactions.ts';

export interface WatchTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  readonly clock: Clock;
}

const attributeOf = {
  calls: 'calls_at',
  listings: 'listings_at',
  bookings: 'bookings_at',
} as const satisfies Record<Trouble, keyof Watched>;

/** Puts targets on the list of those that are looked at, in table `channels`: one write of an item of some hundred bytes. */
export class DynamoTargetWatch implements TargetWatch {
  readonly #source: WatchTable;

  constructor(source: WatchTable) {
    this.#source = source;
  }

  async mark(target: TargetIdentity, trouble: Trouble): Promise<void> {
    const now = toTimestamp(this.#source.clock());
    await setOn(target, { [attributeOf[trouble]]: now }, { ...this.#source, marks: 1 });
  }

  async found(target: TargetIdentity, finding: Finding, count: number): Promise<void> {
    const now = toTimestamp(this.#source.clock());
    const found = { [`${finding}_at`]: now, [finding]: count };
    await setOn(target, found, { ...this.#source, marks: 1 });
  }
}

/** The list itself, read by one query for each of its partitions. */
export class DynamoWatchList implements WatchList {
  readonly #source: WatchTable;
  readonly #report: Report;

  constructor(source: WatchTable, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  async *all(): AsyncGenerator<Watched> {
    for (const shard of registryShards) {
      const pages = paginateQuery(
        { client: this.#source.client },
        {
          TableName: this.#source.table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': watchPk(shard) },
        },
      );
      for await (const { Items = [] } of pages)
        yield* readable(Items, (item) => watchedSchema.parse(item), this.#report);
    }
  }

  async note(watched: Watched, looked: Looked): Promise<void> {
    // What the look did not say does not hold any more.
    const { listings_looked_at, again_at, listings_again_at } = looked;
    await setOn(
      watched,
      { ...looked, listings_looked_at, again_at, listings_again_at },
      { ...this.#source, marks: 0 },
    );
  }

  async remove({ marks, ...target }: Watched): Promise<void> {
    await ifConditionHolds(() =>
      this.#source.client.send(
        new DeleteCommand({
          TableName: this.#source.table,
          Key: watchKey(target, target.id),
          ConditionExpression: 'marks = :read',
          ExpressionAttributeValues: { ':read': marks },
        }),
      ),
    );
  }
}

/** Sets attributes of a target's entry, making it if need be, and takes those away that are undefined. `marks`: added to the count. */
async function setOn(
  { org_id, account_id, id }: TargetIdentity,
  attributes: Readonly<Record<string, unknown>>,
  { client, table, marks }: Omit<WatchTable, 'clock'> & { readonly marks: number },
): Promise<void> {
  const { UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } = assignments({
    ...{ org_id, account_id, id },
    ...attributes,
  });
  const gone = Object.keys(attributes).filter((name) => attributes[name] === undefined);
  const update = new UpdateCommand({
    TableName: table,
    Key: watchKey({ org_id, account_id }, id),
    UpdateExpression: [
      UpdateExpression,
      'ADD marks :marks',
      ...(gone.length > 0 ? [`REMOVE ${gone.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ExpressionAttributeNames: {
      ...ExpressionAttributeNames,
      ...Object.fromEntries(gone.map((name) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: { ...ExpressionAttributeValues, ':marks': marks },
  });
  await retryConflicts(() => client.send(update));
}
