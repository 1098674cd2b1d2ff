import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { ConflictError, PreconditionFailedError } from '../../../domain/common/errors.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import { type Clock, toTimestamp } from '../../../domain/common/time.ts';
import { addBlock, type Block, currentBlock } from '../../../domain/pacing/target-block.ts';
import {
  type BlockReason,
  type ChannelType,
  type StoredTarget,
  storedTargetSchema,
} from '../../../domain/targets/target.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import type {
  HealthRecord,
  TargetChanges,
  TargetStore,
} from '../../../domain/targets/target-store.ts';
import { targetKey, targetNameKey } from '../keys.ts';
import { isConditionFailure, reasonsOf, retryConflicts, type Writes } from '../transactions.ts';
import { listTargets } from './list-targets.ts';
import { noteOnTarget, type TargetNote } from './target-notes.ts';
import { creationOf, discardOf, editOf } from './target-writes.ts';

const maxBlockAttempts = 5;

/** Targets in the `channels` table; the guard item of a name makes it unique. */
export class DynamoTargetStore implements TargetStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;

  constructor(client: DynamoDBDocumentClient, table: string, clock: Clock) {
    this.#client = client;
    this.#table = table;
    this.#clock = clock;
  }

  async get(tenant: Tenant, id: string): Promise<StoredTarget | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: targetKey(tenant, id), ConsistentRead: true }),
    );
    return Item && storedTargetSchema.parse(Item);
  }

  /** @throws BadCursorError */
  list(tenant: Tenant, page: PageRequest): Promise<Page<StoredTarget>> {
    return listTargets(tenant, page, { client: this.#client, table: this.#table });
  }

  async isNameTaken(tenant: Tenant, channelType: ChannelType, name: string): Promise<boolean> {
    const Key = targetNameKey(tenant, channelType, name);
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }),
    );
    return Item !== undefined;
  }

  async create(target: StoredTarget): Promise<void> {
    await this.#transact(creationOf(target, this.#table));
  }

  async discard(target: StoredTarget): Promise<void> {
    // Row and name were written together or not at all; without the row, the name is another's.
    const written = await this.get(target, target.id);
    if (written !== undefined) await this.#transact(discardOf(written, this.#table));
  }

  async update(read: StoredTarget, changes: TargetChanges, now: number): Promise<StoredTarget> {
    const edited = {
      ...read,
      ...changes,
      revision: read.revision + 1,
      updated_at: toTimestamp(now),
    };
    await this.#transact(editOf(read, edited, this.#table));

    return edited;
  }

  async softDelete(read: StoredTarget, now: number): Promise<StoredTarget> {
    const at = toTimestamp(now);
    const revision = read.revision + 1;
    const deleted = { ...read, deleted_at: at, is_active: false, revision, updated_at: at };
    await this.#transact(editOf(read, deleted, this.#table));

    return deleted;
  }

  async block(
    tenant: Tenant,
    id: string,
    block: Block,
  ): Promise<'blocked' | 'prolonged' | 'unchanged'> {
    for (let attempt = 0; attempt < maxBlockAttempts; attempt += 1) {
      const target = await this.get(tenant, id);
      if (target === undefined || target.deleted_at !== null) return 'unchanged';
      if (target.revision > (block.seen_revision ?? target.revision)) return 'unchanged';
      const now = this.#clock();
      const changes = addBlock(target, block, now);
      if (changes === undefined) return 'unchanged';

      const noted = await this.#note(target, {
        set: { ...changes },
        condition:
          'deleted_at = :null AND blocked_until = :until AND block_reason = :reason AND revision = :revision',
        values: {
          ':null': null,
          ':until': target.blocked_until,
          ':reason': target.block_reason,
          ':revision': target.revision,
        },
      });
      if (noted) return currentBlock(target, now) === undefined ? 'blocked' : 'prolonged';
    }
    throw new ConflictError('changed-meanwhile', 'The target is being blocked by many at once.');
  }

  unblock(tenant: Tenant, id: string, reasons: readonly BlockReason[]): Promise<boolean> {
    const named = reasons.map((reason, index) => [`:reason_${index}`, reason] as const);
    const byReason = named.map(([name]) => `block_reason = ${name}`);

    return this.#note(
      { ...tenant, id },
      {
        set: {
          blocked_until: null,
          block_reason: null,
          health_status: 'healthy',
          health_message: null,
        },
        condition: [...byReason, 'blocked_until <= :now'].join(' OR '),
        values: { ...Object.fromEntries(named), ':now': toTimestamp(this.#clock()) },
      },
    );
  }

  async recordHealth(tenant: Tenant, id: string, record: HealthRecord): Promise<void> {
    const { seen_revision, ...set } = record;
    await this.#note(
      { ...tenant, id },
      {
        set,
        condition: 'deleted_at = :null AND revision = :seen',
        values: { ':null': null, ':seen': seen_revision },
      },
    );
  }

  #note(target: TargetIdentity, note: TargetNote): Promise<boolean> {
    return noteOnTarget(target, note, { client: this.#client, table: this.#table });
  }

  async #transact(TransactItems: Writes): Promise<void> {
    try {
      await retryConflicts(() => this.#client.send(new TransactWriteCommand({ TransactItems })));
    } catch (error) {
      throw refusalOf(error);
    }
  }
}

/** The row comes first in every transaction, a name that may be taken after it. */
function refusalOf(cause: unknown): unknown {
  if (!(cause instanceof TransactionCanceledException)) return cause;
  const [row, ...names] = reasonsOf(cause);
  if (isConditionFailure(row))
    return new PreconditionFailedError('The target has changed since it was read.', { cause });
  if (!names.some(isConditionFailure)) return cause;

  const message = 'A target of this channel has that name already.';
  return new ConflictError('name-taken', message, { cause });
}
