import { Agent, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { AwsAnswer, AwsCall, AwsService } from '../common/aws-call.ts';
import { dynamoDbAuthorizations, type PartitionKeyOf } from './dynamodb-authorization.ts';

export interface DynamoDbService extends AwsService {
  /** Calls `listener` after each call that may have written an item of this table. */
  onWrite(table: string, listener: () => void): () => void;
  stop(): void;
}

const writes = new Set([
  'PutItem',
  'UpdateItem',
  'DeleteItem',
  'BatchWriteItem',
  'TransactWriteItems',
  'ExecuteStatement',
  'ExecuteTransaction',
  'BatchExecuteStatement',
]);

/** Hands calls on to DynamoDB Local, byte for byte, over connections that are kept. */
export function createDynamoDbService(
  url: string,
  partitionKeyOf: PartitionKeyOf,
): DynamoDbService {
  // Idle connections are given up before DynamoDB Local does it (30 s), which could hit a request on its way.
  const agent = new Agent({ keepAlive: true, timeout: 10_000 });
  const listeners = new Map<() => void, string>();
  return {
    authorizations: (call) => dynamoDbAuthorizations(call, partitionKeyOf),
    handle: async (call) => {
      const answer = await forward(url, agent, call);
      if (!writes.has(call.action)) return answer;
      for (const [listener, name] of listeners) if (call.body.includes(name)) listener();

      return answer;
    },
    onWrite: (table, listener) => {
      listeners.set(listener, JSON.stringify(table));
      return () => listeners.delete(listener);
    },
    stop: () => agent.destroy(),
  };
}

function forward(url: string, agent: Agent, call: AwsCall): Promise<AwsAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', agent, headers: headersFor(call) });
    outgoing.on('response', (response) => {
      buffer(response).then(
        (body) =>
          resolve({
            status: response.statusCode ?? 500,
            headers: kept(response.headers, ['content-type', 'x-amzn-requestid', 'x-amz-crc32']),
            body,
          }),
        reject,
      );
    });
    outgoing.on('error', reject);
    outgoing.end(call.body);
  });
}

function headersFor(call: AwsCall): Record<string, string> {
  return {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': String(call.body.length),
    'x-amz-target': call.target,
    // One identity for all callers: who may do what is decided before.
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20200101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
  };
}

function kept(
  headers: NodeJS.Dict<string | string[]>,
  names: readonly string[],
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = headers[name];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}
