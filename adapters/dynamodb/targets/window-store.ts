import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import { tenantSchema } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import type { RateWindows, Sleep, WindowRequest } from '../../../domain/pacing/turn.ts';
import {
  type Ended,
  emptyLog,
  type ReserveResult,
  record,
  reserve,
  type WindowLog,
  withEnds,
} from '../../../domain/pacing/window.ts';
import type { TargetIdentity } from '../../../domain/targets/target-resources.ts';
import { expiryAfter } from '../expiry.ts';
import { windowKey } from '../keys.ts';

const promisedSchema = z.object({ live: z.number().optional(), replay: z.number().optional() });

const itemSchema = z.object({
  revision: z.int(),
  blocked_until: z.number(),
  reserved: z.array(
    z.object({
      t: z.number(),
      w: z.number().optional(),
      r: z.literal(1).optional(),
      d: z.number().optional(),
    }),
  ),
  /** Absent in windows that were written before places were promised. */
  promised: promisedSchema.default({}),
  promised_again: promisedSchema.default({}),
  /** Absent in windows that were written before sharers were kept. */
  sharers: z
    .array(
      z.object({
        target: z.object({ ...tenantSchema.shape, id: z.string() }),
        limits: z.array(z.object({ max_weight: z.number(), window_ms: z.number() })),
        until: z.number(),
      }),
    )
    .default([]),
});

/** Too many callers changed the window at once, again and again. Worth retrying later. */
export class WindowContendedError extends Error {
  override name = 'WindowContendedError';
}

interface Known {
  readonly log: WindowLog;
  /** 0 for a window that has never been written. */
  readonly revision: number;
}

const maxAttempts = 100;
const keptForSeconds = 86_400;
/** Of an account that is called no more, what nobody will be told is bounded. */
const mostEnds = 1_000;

/**
 * Rate windows in table `meters`, one item each, changed by one conditional write per reservation.
 * The last state seen is remembered, so that a reservation needs no read: a write that lost a race gets the item back with its refusal.
 */
export class DynamoWindows implements RateWindows {
  readonly #known = new Map<string, Known>();
  /** What has become of calls since the last write of each window. */
  readonly #ends = new Map<string, Ended[]>();
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;
  readonly #clock: Clock;
  readonly #sleep: Sleep;

  constructor(client: DynamoDBDocumentClient, table: string, time: { clock: Clock; sleep: Sleep }) {
    this.#client = client;
    this.#table = table;
    this.#clock = time.clock;
    this.#sleep = time.sleep;
  }

  /** @throws WindowContendedError */
  async reserve(
    request: WindowRequest,
  ): Promise<Pick<ReserveResult, 'starts' | 'next' | 'places'>> {
    return this.#change(request.window_key, (known) => {
      const now = this.#clock();
      const times = { now, from: now + (request.lead_ms ?? 0), until: now + request.patience_ms };

      return reserve(known, { ...request, ...times });
    });
  }

  ended(windowKey: string, end: Ended): void {
    const ends = this.#ends.get(windowKey) ?? [];
    this.#ends.set(windowKey, [...ends, end].slice(-mostEnds));
  }

  /** @throws WindowContendedError */
  async record(
    { window_key, policy }: Pick<WindowRequest, 'window_key' | 'policy'>,
    made: readonly number[],
  ): Promise<void> {
    await this.#change(window_key, (known) => ({
      log: record(known, { policy, now: this.#clock(), kind: 'live' }, made),
      changed: true,
    }));
  }

  async block(key: string, until: number): Promise<readonly TargetIdentity[]> {
    this.#known.delete(key);
    try {
      const { Attributes } = await this.#client.send(
        new UpdateCommand({
          TableName: this.#table,
          Key: windowKey(key),
          UpdateExpression:
            'SET blocked_until = :until, reserved = if_not_exists(reserved, :none), expires_at = :expires ADD revision :one',
          ConditionExpression: 'attribute_not_exists(blocked_until) OR blocked_until < :until',
          ExpressionAttributeValues: {
            ':until': until,
            ':none': [],
            ':one': 1,
            ':expires': expiryAfter(until, keptForSeconds),
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      const now = this.#clock();

      return itemSchema
        .parse(Attributes)
        .sharers.flatMap((sharer) => (sharer.until > now ? sharer.target : []));
    } catch (error) {
      // Blocked for longer already, of which they were told.
      if (error instanceof ConditionalCheckFailedException) return [];
      throw error;
    }
  }

  /** Changes the log by what `decide` makes of it as it is now; writes nothing when that changes nothing. @throws WindowContendedError */
  async #change<T extends { readonly log: WindowLog; readonly changed: boolean }>(
    key: string,
    decide: (log: WindowLog) => T,
  ): Promise<T> {
    for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
      const known = this.#known.get(key) ?? { log: emptyLog, revision: 0 };
      const ends = this.#ends.get(key) ?? [];
      const decision = decide(withEnds(known.log, ends));
      if (!decision.changed) return decision;
      if (await this.#write(key, known, decision.log)) {
        const since = this.#ends.get(key) ?? [];
        const left = since.filter((end) => !ends.includes(end));
        if (left.length > 0) this.#ends.set(key, left);
        else this.#ends.delete(key);

        return decision;
      }
      // Losing now and then costs nothing; losing often means a crowd, which jitter dissolves.
      if (attempt > 2) await this.#sleep(Math.random() * 10 * attempt);
    }
    throw new WindowContendedError(`rate window ${key} is contended`);
  }

  async #write(key: string, known: Known, log: WindowLog): Promise<boolean> {
    const revision = known.revision + 1;
    try {
      await this.#client.send(
        new PutCommand({
          TableName: this.#table,
          Item: {
            ...windowKey(key),
            ...log,
            revision,
            expires_at: expiryAfter(this.#clock(), keptForSeconds),
          },
          ConditionExpression:
            known.revision === 0 ? 'attribute_not_exists(pk)' : 'revision = :known',
          ...(known.revision === 0
            ? {}
            : { ExpressionAttributeValues: { ':known': known.revision } }),
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      this.#known.set(key, { log, revision });
      return true;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      this.#remember(key, error);
      return false;
    }
  }

  #remember(key: string, refusal: ConditionalCheckFailedException): void {
    if (refusal.Item === undefined) {
      this.#known.delete(key);
      return;
    }
    const { revision, ...log } = itemSchema.parse(unmarshall(refusal.Item));
    this.#known.set(key, { log, revision });
  }
}
