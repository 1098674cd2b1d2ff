import * as z from 'zod';
import type { AwsAnswer, AwsCall } from '../../local/cloud/common/aws-call.ts';
import type { Intercept } from '../../local/cloud/gate.ts';

/**
 * What one call to DynamoDB consumed, as DynamoDB Local reports it, put right where DynamoDB itself is known to count
 * otherwise (both measured in eu-west-2). In a transaction tables count twice, but indexes once
 * (github.com/nubo-db/dynoxide/pull/188): half is taken off them. A condition check counts as a write
 * (github.com/paritysuite/dynamodb-conformance/pull/67), which DynamoDB Local forgets: two units are added.
 */
export interface Usage {
  readonly principal: string;
  readonly action: string;
  /** Without the stage's prefix. */
  readonly table: string;
  readonly reads: number;
  readonly writes: number;
  /** Of the writes, those that went into indexes. */
  readonly index_writes: number;
}

const capacity = z.object({ CapacityUnits: z.number() });
const consumedSchema = z.object({
  TableName: z.string(),
  CapacityUnits: z.number(),
  LocalSecondaryIndexes: z.record(z.string(), capacity).default({}),
  GlobalSecondaryIndexes: z.record(z.string(), capacity).default({}),
});
const answerSchema = z.object({
  ConsumedCapacity: z.union([consumedSchema.transform((one) => [one]), z.array(consumedSchema)]),
});

const transactionSchema = z.object({
  TransactItems: z.array(
    z.object({ ConditionCheck: z.object({ TableName: z.string() }).optional() }),
  ),
});

const readingActions = new Set(['GetItem', 'BatchGetItem', 'Query', 'TransactGetItems']);
const writingActions = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems']);

/** Asks DynamoDB with every call what it consumed. */
export class UsageMeter {
  #usages: Usage[] = [];

  readonly intercept: Intercept = async (call, serve) => {
    const isMetered = readingActions.has(call.action) || writingActions.has(call.action);
    if (call.service !== 'dynamodb' || !isMetered) return serve(call);
    const answer = await serve({ ...call, body: askingFor(call) });
    this.#note(call, answer);
    this.#noteChecks(call);

    return answer;
  };

  read(): readonly Usage[] {
    return this.#usages;
  }

  clear(): void {
    this.#usages = [];
  }

  /** What is checked has less than 1 KB: a target. */
  #noteChecks({ principal, action, body }: AwsCall): void {
    if (action !== 'TransactWriteItems') return;
    const { TransactItems } = transactionSchema.parse(JSON.parse(body.toString()));
    for (const { ConditionCheck } of TransactItems) {
      if (ConditionCheck === undefined) continue;
      const table = shortName(ConditionCheck.TableName);
      this.#usages.push({ principal, action, table, reads: 0, writes: 2, index_writes: 0 });
    }
  }

  #note({ principal, action }: AwsCall, answer: AwsAnswer): void {
    const parsed = answerSchema.safeParse(JSON.parse(answer.body.toString()));
    // A refused write consumes too, but says nothing of it; an undisturbed run has next to none.
    if (!parsed.success) return;
    const isWrite = writingActions.has(action);
    for (const consumed of parsed.data.ConsumedCapacity) {
      const indexes = [consumed.LocalSecondaryIndexes, consumed.GlobalSecondaryIndexes];
      const reported = indexes
        .flatMap((group) => Object.values(group))
        .reduce((total, { CapacityUnits }) => total + CapacityUnits, 0);
      const inIndexes = action === 'TransactWriteItems' ? reported / 2 : reported;
      const inAll = consumed.CapacityUnits - reported + inIndexes;
      this.#usages.push({
        principal,
        action,
        table: shortName(consumed.TableName),
        reads: isWrite ? 0 : inAll,
        writes: isWrite ? inAll : 0,
        index_writes: isWrite ? inIndexes : 0,
      });
    }
  }
}

function shortName(table: string): string {
  return table.split('-').at(-1) ?? table;
}

function askingFor({ body }: AwsCall): Buffer {
  const input = z.record(z.string(), z.unknown()).parse(JSON.parse(body.toString()));

  return Buffer.from(JSON.stringify({ ...input, ReturnConsumedCapacity: 'INDEXES' }));
}
