import {
  type DynamoDBDocumentClient,
  paginateQuery,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Report } from '../../../domain/common/report.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { TotalsOfTargets } from '../../../domain/health/read-metrics.ts';
import type { Totals } from '../../../domain/health/totals.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { idOf, tenantPk, totalsKey } from '../keys.ts';
import { readable } from '../readable.ts';
import { retryConflicts } from '../transactions.ts';

/** Adds to what was counted of a target; an update by itself, or part of a transaction. `totals` is not empty. */
export function totalsUpdate(table: string, target: TargetIdentity, totals: Totals) {
  const entries = [...totals];

  return {
    TableName: table,
    Key: totalsKey(target, target.id),
    UpdateExpression: `ADD ${entries.map((_, at) => `#t${at} :t${at}`).join(', ')}`,
    ExpressionAttributeNames: Object.fromEntries(entries.map(([name], at) => [`#t${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(entries.map(([, sum], at) => [`:t${at}`, sum])),
  } satisfies UpdateCommandInput;
}

/** Nearly exact: a request repeated after a lost answer counts twice. */
export async function addTotals(
  client: DynamoDBDocumentClient,
  metersTable: string,
  { target, totals }: { readonly target: TargetIdentity; readonly totals: Totals },
): Promise<void> {
  const update = new UpdateCommand(totalsUpdate(metersTable, target, totals));
  await retryConflicts(() => client.send(update));
}

const itemSchema = z
  .object({ pk: z.string(), sk: z.string() })
  .catchall(z.int().min(0))
  .transform(({ pk: _, sk, ...sums }): [string, Totals] => [
    idOf(sk),
    new Map(Object.entries(sums).map(([name, sum]) => [name, z.int().parse(sum)])),
  ]);

/** Half a KB for each target, in one query. */
export class DynamoTargetTotals implements TotalsOfTargets {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #report: Report;

  constructor(client: DynamoDBDocumentClient, metersTable: string, report: Report) {
    this.#client = client;
    this.#table = metersTable;
    this.#report = report;
  }

  /** Consistently: a total that is smaller than the last time would be taken for one that has begun anew. */
  async ofTenant(tenant: Tenant): Promise<ReadonlyMap<string, Totals>> {
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :totals)',
        ExpressionAttributeValues: { ':pk': tenantPk(tenant), ':totals': totalsKey(tenant, '').sk },
        ConsistentRead: true,
      },
    );
    const totals: [string, Totals][] = [];
    for await (const { Items = [] } of pages)
      totals.push(...readable(Items, (item) => itemSchema.parse(item), this.#report));

    return new Map(totals);
  }
}
