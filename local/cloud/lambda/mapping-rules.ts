import { AwsError } from '../common/aws-call.ts';
import type { Table } from '../dynamodb/tables.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { nameInArn } from '../template/place.ts';
import type { Functions } from './functions.ts';
import type { LambdaFunction } from './lambda-function.ts';
import { isQueueSource, type Mapping, type MappingInput } from './mapping.ts';
import { requireSourcePermissions } from './source-permissions.ts';

export interface MappingContext {
  readonly functions: Functions;
  readonly queues: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly tables: readonly Table[];
  /** Whether a function's role allows something. */
  readonly allows: (lambda: LambdaFunction, request: AuthorizationRequest) => boolean;
}

/** @throws AwsError where Lambda refuses a mapping. Returns the batch size that applies. */
export function checkMapping(
  mapping: Omit<MappingInput, 'Enabled'>,
  { functions, queues, tables, allows }: MappingContext,
): number {
  const lambda = functions.definition(mapping.FunctionName);
  if (lambda === undefined) {
    throw new AwsError('ResourceNotFoundException', `Function not found: ${mapping.FunctionName}`, {
      status: 404,
    });
  }
  requireSourcePermissions(mapping, (request) => allows(lambda, request));
  if (!isQueueSource(mapping)) return checkStream(mapping, tables);
  const attributes = queues.get(nameInArn(mapping.EventSourceArn));
  if (attributes === undefined) {
    throw invalid(
      'Error occurred while ReceiveMessage. SQS Error Code: AWS.SimpleQueueService.NonExistentQueue.',
    );
  }
  const visibility = Number(attributes.VisibilityTimeout ?? 30);
  if (visibility * 1000 < lambda.timeoutMs) {
    throw invalid(
      `Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${lambda.timeoutMs / 1000} seconds`,
    );
  }
  checkConcurrency(mapping);
  return checkQueueBatch(mapping, attributes.FifoQueue === 'true');
}

/** @throws AwsError ResourceConflictException for a second mapping of the same pair. */
export function refuseDuplicate(mapping: MappingInput, existing: Iterable<Mapping>): void {
  for (const other of existing) {
    if (other.EventSourceArn !== mapping.EventSourceArn) continue;
    if (other.FunctionName !== mapping.FunctionName) continue;
    throw new AwsError(
      'ResourceConflictException',
      `An event source mapping with event source arn (" ${mapping.EventSourceArn} ") and function (" ${mapping.FunctionName} ") already exists. Please update or delete the existing mapping with UUID ${other.UUID}`,
      { status: 409 },
    );
  }
}

function checkConcurrency({ ScalingConfig }: Pick<MappingInput, 'ScalingConfig'>): void {
  const concurrency = ScalingConfig.MaximumConcurrency;
  if (concurrency === undefined) return;
  if (concurrency < 2 || concurrency > 1000) {
    throw invalid('MaximumConcurrency must be between 2 and 1000');
  }
}

function checkQueueBatch(mapping: Omit<MappingInput, 'Enabled'>, fifo: boolean): number {
  const size = mapping.BatchSize ?? 10;
  if (fifo && size > 10) throw invalid('Maximum batch size for FIFO queues is 10');
  if (fifo && mapping.MaximumBatchingWindowInSeconds > 0) {
    throw invalid('Batching window is not supported for FIFO queues');
  }
  if (!fifo && size > 10 && mapping.MaximumBatchingWindowInSeconds === 0) {
    throw invalid('Maximum batch window must be at least 1 second for a batch size above 10');
  }
  return size;
}

function checkStream(mapping: Omit<MappingInput, 'Enabled'>, tables: readonly Table[]): number {
  const table = tables.find(({ streamArn }) => streamArn === mapping.EventSourceArn);
  if (table?.localStreamArn === undefined) {
    throw invalid(`Stream not found: ${mapping.EventSourceArn}`);
  }
  if (mapping.StartingPosition === undefined) {
    throw invalid('1 validation error detected: StartingPosition is required for a stream');
  }
  if (mapping.ScalingConfig.MaximumConcurrency !== undefined) {
    throw invalid('ScalingConfig is not supported for this event source');
  }
  return mapping.BatchSize ?? 100;
}

function invalid(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message);
}
