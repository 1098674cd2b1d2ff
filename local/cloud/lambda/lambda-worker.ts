/** Runs inside the thread of one execution environment: imports the bundle, then handles one event at a time. */
import { pathToFileURL } from 'node:url';
import { getHeapStatistics } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';
import {
  bootSchema,
  type Failure,
  type InvokeMessage,
  invokeSchema,
  outOfMemoryExit,
  type Reply,
} from './lambda-messages.ts';

const { file, exportName, memoryMb } = bootSchema.parse(workerData);
/** How often memory is looked at while something runs, ms. */
const lookEvery = 250;
const handlerSchema = z.custom<(event: unknown, context: unknown) => unknown>(
  (value) => typeof value === 'function',
  `${file} has no function named ${exportName}`,
);

try {
  const bundle: Record<string, unknown> = await import(pathToFileURL(file).href);
  const handler = handlerSchema.parse(bundle[exportName]);
  setInterval(requireMemory, lookEvery).unref();
  parentPort?.on('message', (message) => void answer(handler, message));
  reply({ type: 'ready' });
} catch (error) {
  reply({ type: 'init-error', failure: failureOf(error) });
}

/** What was logged leaves before the answer, so that whoever gets the answer can read it. */
async function answer(handler: z.infer<typeof handlerSchema>, message: unknown): Promise<void> {
  const result = await run(handler, message);
  requireMemory();
  await Promise.all([flushed(process.stdout), flushed(process.stderr)]);
  reply(result);
}

/** The limit of the thread is for its heap alone; buffers lie outside of it. */
function requireMemory(): void {
  const { used_heap_size: heap, external_memory: outside } = getHeapStatistics();
  if (heap + outside > memoryMb * 2 ** 20) process.exit(outOfMemoryExit);
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}

async function run(handler: z.infer<typeof handlerSchema>, message: unknown): Promise<Reply> {
  const invocation = invokeSchema.parse(message);
  process.env._X_AMZN_TRACE_ID = invocation.traceHeader;
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    return { type: 'result', payload: JSON.stringify(result) ?? 'null' };
  } catch (error) {
    return { type: 'error', failure: failureOf(error) };
  }
}

function contextOf(invocation: InvokeMessage): Record<string, unknown> {
  return {
    awsRequestId: invocation.requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: invocation.functionName,
    functionVersion: '$LATEST',
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - Date.now()),
    invokedFunctionArn: invocation.functionArn,
    logGroupName: invocation.logGroup,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME ?? '',
    memoryLimitInMB: String(invocation.memoryMb),
  };
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) {
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  }
  const trace = (error.stack ?? '').split('\n');
  return { errorType: error.name, errorMessage: error.message, trace };
}

function reply(message: Reply): void {
  parentPort?.postMessage(message);
}
