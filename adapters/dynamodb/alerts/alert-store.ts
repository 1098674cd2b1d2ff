import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { AlertChanges } from '../../../domain/alerts/alert-changes.ts';
import { type AlertEvent, alertEventSchema } from '../../../domain/alerts/alert-event.ts';
import type { StoredAlert } from '../../../domain/alerts/alert-record.ts';
import type { AlertStore } from '../../../domain/alerts/alert-store.ts';
import { inParallel } from '../../../domain/common/in-parallel.ts';
import type { Report } from '../../../domain/common/report.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { alertsPk, untoldAlertKey } from '../keys.ts';
import { readable } from '../readable.ts';
import {
  ifConditionHolds,
  isConditionFailure,
  reasonsOf,
  retryConflicts,
  type Writes,
} from '../transactions.ts';
import {
  type AlertTarget,
  closingOf,
  guardKeyOf,
  isToldOnce,
  openingOf,
  openKeyOf,
  reopeningOf,
  toAlert,
} from './alert-items.ts';

/** Alerts written side by side: as a rule there are one or two, but a bad mapping refuses thousands of listings at once. */
const writesAtOnce = 8;
/** As many as the bus takes at once. */
const toldAtOnce = 10;

const guardSchema = z.object({ id: z.uuid() });
const untoldSchema = z.object({ event: alertEventSchema });

/**
 * Alerts in table `channels`. The key of an open one says what it is about, so that no two can be open of the same; what has become
 * of it is written down together with what is still to be told of that.
 */
export class DynamoAlerts implements AlertStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #report: Report;

  constructor(client: DynamoDBDocumentClient, channelsTable: string, report: Report) {
    this.#client = client;
    this.#table = channelsTable;
    this.#report = report;
  }

  async openOf(target: TargetIdentity): Promise<StoredAlert[]> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
        ExpressionAttributeValues: { ':pk': alertsPk(target), ':prefix': `OPEN#${target.id}#` },
        ConsistentRead: true,
      },
    );
    const alerts: StoredAlert[] = [];
    for await (const { Items = [] } of pages)
      alerts.push(...readable(Items, toAlert, this.#report));

    return alerts;
  }

  async keep(target: AlertTarget, { opened, kept, closed }: AlertChanges): Promise<number> {
    const done = [
      ...(await this.#each(opened, (alert) => this.#open(alert, target))),
      ...(await this.#each(kept, (alert) => this.#replace(alert))),
      ...(await this.#each(closed, (alert) =>
        this.#transact(closingOf(this.#table, alert, target)).then((at) => at === undefined),
      )),
    ];

    return done.filter(Boolean).length;
  }

  async untold(): Promise<AlertEvent[]> {
    const { Items = [] } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': untoldAlertKey('', '').pk },
        ConsistentRead: true,
        Limit: toldAtOnce,
      }),
    );

    return Items.map((item) => untoldSchema.parse(item).event);
  }

  async told(events: readonly AlertEvent[]): Promise<void> {
    await inParallel(events, writesAtOnce, ({ occurred_at, event_id }) =>
      this.#client.send(
        new DeleteCommand({ TableName: this.#table, Key: untoldAlertKey(occurred_at, event_id) }),
      ),
    );
  }

  #each(alerts: readonly StoredAlert[], write: (alert: StoredAlert) => Promise<boolean>) {
    return inParallel(alerts, writesAtOnce, write);
  }

  async #open(alert: StoredAlert, target: AlertTarget): Promise<boolean> {
    const refused = await this.#transact(openingOf(this.#table, alert, target));
    // The guard comes second: the alert is not open, but was told before.
    if (refused !== 1 || !isToldOnce(alert)) return refused === undefined;
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: guardKeyOf(alert), ConsistentRead: true }),
    );
    const { id } = guardSchema.parse(Item);

    return (await this.#transact(reopeningOf(this.#table, alert, id))) === undefined;
  }

  #replace(alert: StoredAlert): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.#table,
      Item: { ...alert, ...openKeyOf(alert) },
      ConditionExpression: 'id = :id AND revision = :read',
      ExpressionAttributeValues: { ':id': alert.id, ':read': alert.revision - 1 },
    });

    return ifConditionHolds(() => this.#client.send(put));
  }

  /** Undefined when all was written; else the first write whose condition did not hold, and nothing was. */
  async #transact(TransactItems: Writes): Promise<number | undefined> {
    try {
      await retryConflicts(() => this.#client.send(new TransactWriteCommand({ TransactItems })));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refused = reasonsOf(error).findIndex(isConditionFailure);
      if (refused < 0) throw error;
      return refused;
    }
  }
}
