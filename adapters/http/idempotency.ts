import {
  IdempotencyAlreadyInProgressError,
  IdempotencyConfig,
  IdempotencyInconsistentStateError,
  IdempotencyValidationError,
  makeIdempotent,
} from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import { UnprocessableError } from '../../domain/common/errors.ts';
import { sha256 } from '../../domain/common/payload-hash.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import { tenantPk } from '../dynamodb/keys.ts';
import { type Answer, answerSchema } from './answers/answer.ts';
import { RequestError } from './request-error.ts';

/** One request that carries an `Idempotency-Key`. */
export interface KeyedRequest {
  readonly tenant: Tenant;
  readonly key: string;
  /** Everything that makes it this request: call, path, query, body, caller. */
  readonly content: string;
  readonly context: Context;
}

/**
 * Runs a request once per key and tenant and gives the answer again for 24 hours. What `run` throws is not kept: a refusal
 * has done nothing, and may be over when the same key is tried again.
 * @throws RequestError 409 `in-progress` @throws UnprocessableError `idempotency-key-reused`
 */
export type Once = (request: KeyedRequest, run: () => Promise<Answer>) => Promise<Answer>;

/** Most requests are served within a second or two; those that call a channel, and those that died, may take longer. */
const retryAfterSeconds = '2';

/** Records lie in the tenant's partition of the `channels` table, `expires_at` being its TTL. */
export function makeOnce(client: DynamoDBClient, tableName: string): Once {
  return async ({ tenant, key, content, context }, run) => {
    const config = new IdempotencyConfig({
      eventKeyJmesPath: 'key',
      payloadValidationJmesPath: 'fingerprint',
      expiresAfterSeconds: 24 * 60 * 60,
      hashFunction: 'sha256',
      throwOnNoIdempotencyKey: true,
      lambdaContext: context,
    });
    const persistenceStore = new DynamoDBPersistenceLayer({
      tableName,
      awsSdkV3Client: client,
      keyAttr: 'pk',
      sortKeyAttr: 'sk',
      staticPkValue: tenantPk(tenant),
      expiryAttr: 'expires_at',
    });
    const runOnce = makeIdempotent((_request: unknown) => run(), {
      config,
      persistenceStore,
      keyPrefix: 'IDEMPOTENCY',
    });
    // The key salts the fingerprint: a body may hold credentials, of which no plain hash should lie about.
    const request = { key, fingerprint: sha256(`${key}\n${content}`) };

    return answerSchema.parse(await runOnce(request).catch(translate));
  };
}

function translate(error: unknown): never {
  if (
    error instanceof IdempotencyAlreadyInProgressError ||
    // The record came and went while it was looked at.
    error instanceof IdempotencyInconsistentStateError
  ) {
    throw new RequestError('A request with this Idempotency-Key is being served.', {
      status: 409,
      slug: 'in-progress',
      headers: { 'retry-after': retryAfterSeconds },
      cause: error,
    });
  }
  if (error instanceof IdempotencyValidationError) {
    throw new UnprocessableError(
      'idempotency-key-reused',
      'This Idempotency-Key came with another request before.',
    );
  }
  throw error;
}
