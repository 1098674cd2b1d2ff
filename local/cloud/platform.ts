import { join, resolve } from 'node:path';
import type { CloudOptions } from './cloud-options.ts';
import type { AwsService } from './common/aws-call.ts';
import { createDynamoDbClient, type DynamoDbCall } from './dynamodb/dynamodb-client.ts';
import { startDynamoDb } from './dynamodb/dynamodb-process.ts';
import { createDynamoDbService, type DynamoDbService } from './dynamodb/dynamodb-service.ts';
import { Expiry } from './dynamodb/expiry.ts';
import { createTables, partitionKeys, type Table } from './dynamodb/tables.ts';
import { createFaults, type Faults } from './faults.ts';
import { createGate, type Gate, type InternalCall, internalCall } from './gate.ts';
import { type FrontDoor, openFrontDoor } from './http/front-door.ts';
import { Authorizer } from './iam/authorizer.ts';
import { readRoles } from './iam/roles.ts';
import type { Session } from './iam/session.ts';
import { createProblems, type Problems } from './problems.ts';
import { createRequestCounts, type RequestCounts } from './request-counts.ts';
import { S3Service } from './s3/s3-service.ts';
import { SecretsService } from './secrets/secrets.ts';
import { startFauxqs } from './sqs/fauxqs.ts';
import type { QueueService } from './sqs/queue-service.ts';
import { openQueues } from './sqs/queues.ts';
import { createSendToQueue, type SendToQueue } from './sqs/send-to-queue.ts';
import type { StopList } from './stop-list.ts';
import { loadResources, type Resources } from './template/resources.ts';

/** What functions stand on: the services, and the one gate to them. */
export interface Platform {
  readonly frontDoor: FrontDoor;
  readonly resources: Resources;
  readonly tables: readonly Table[];
  readonly expiry: Expiry;
  readonly dynamoDb: DynamoDbService;
  readonly dynamoDbCall: DynamoDbCall;
  readonly queues: QueueService;
  /** By name; the services that need functions join later. */
  readonly services: Map<string, AwsService>;
  readonly gate: Gate;
  readonly authorizer: Authorizer;
  readonly counts: RequestCounts;
  readonly faults: Faults;
  /** Calls that Lambda makes for a function, by the function's role. @default by its own */
  readonly asLambda: (session?: Session) => InternalCall;
  readonly sendToQueue: SendToQueue;
  readonly problems: Problems;
}

/** A place in the data folder; undefined when everything is in memory. */
export function dataFile({ dataDir }: CloudOptions, name: string): string | undefined {
  return dataDir === undefined ? undefined : resolve(join(dataDir, name));
}

/** @throws CloudError for a taken port, a resource that cannot be run, or a machine without Java. */
export async function startPlatform(options: CloudOptions, stops: StopList): Promise<Platform> {
  const frontDoor = stops.keep(await openFrontDoor(options.port));
  const [resources, database, fauxqs] = await Promise.all([
    loadFrom(options, frontDoor),
    startDynamoDb(dataFile(options, 'dynamodb')).then((part) => stops.keep(part)),
    startFauxqs().then((part) => stops.keep(part)),
  ]);
  const dynamoDb = stops.keep(createDynamoDbService(database.url, partitionKeys(resources)));
  const dynamoDbCall = createDynamoDbClient(database.url);
  const journalFile = dataFile(options, 'queues.jsonl');
  const queues = stops.keep(await openQueues({ fauxqs, resources, journalFile }));
  const services = new Map<string, AwsService>([
    ['dynamodb', dynamoDb],
    ['sqs', queues],
    ['secretsmanager', new SecretsService(dataFile(options, 'secrets.json'))],
    ['s3', new S3Service(bucketsIn(resources), dataFile(options, 's3'))],
  ]);
  const counts = createRequestCounts();
  const faults = createFaults();
  const authorizer = new Authorizer(readRoles(resources));
  const { intercept } = options;
  const gate = createGate({ services, authorizer, counts, faults, intercept });
  const asLambda: Platform['asLambda'] = (session) =>
    internalCall(gate, { principal: 'lambda.amazonaws.com', session });
  const problems = createProblems(dataFile(options, 'log/cloud.log'));
  const tables = await createTables(resources, dynamoDbCall);
  const expiry = stops.keep(new Expiry(tables, dynamoDbCall, problems.add));
  return {
    ...{ frontDoor, resources, services, gate, authorizer, counts, faults, asLambda },
    ...{ dynamoDb, dynamoDbCall, queues, tables, expiry, problems },
    sendToQueue: createSendToQueue(asLambda),
  };
}

async function loadFrom({ assemblyDir }: CloudOptions, { url }: FrontDoor): Promise<Resources> {
  const folder = typeof assemblyDir === 'string' ? assemblyDir : await assemblyDir();
  // As browsers are to name it: only there do they keep secure cookies without https.
  return await loadResources(folder, url.replace('127.0.0.1', 'localhost'));
}

function bucketsIn(resources: Resources): string[] {
  return resources.ofType('AWS::S3::Bucket').map(({ ref }) => ref);
}
