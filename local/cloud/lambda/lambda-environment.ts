import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { LambdaFunction } from './lambda-function.ts';
import type { LineSink } from './lambda-log.ts';
import { type Failure, outOfMemoryExit, replySchema } from './lambda-messages.ts';
import { threadCode } from './thread-code.ts';

/** How an invocation ended. `unhandled`: the environment itself died (crash, time limit, kill). */
export type Outcome =
  | { readonly ok: true; readonly payload: string }
  | { readonly ok: false; readonly unhandled: boolean; readonly failure: Failure };

/** One execution environment: a thread with the bundle in it, which handles one event at a time. */
export interface LambdaEnvironment {
  readonly alive: boolean;
  /** Never throws. After an unhandled outcome the environment is gone. */
  invoke(event: string, traceHeader: string): Promise<Outcome>;
  /** Ends the thread at once, in the middle of whatever it does. */
  terminate(reason?: string): Promise<void>;
}

/** What is young dies young, and there are many environments: a third of what Node.js would take. */
const youngGenerationMb = 16;

/** Payloads of synchronous answers end here, bytes. */
const payloadLimit = 6 * 1024 * 1024;

export interface EnvironmentOptions {
  readonly definition: LambdaFunction;
  readonly variables: Readonly<Record<string, string>>;
  readonly log: LineSink;
}

export function startEnvironment({
  definition,
  variables,
  log,
}: EnvironmentOptions): LambdaEnvironment {
  const { file, exportName, memoryMb, timeoutMs } = definition;
  const worker = new Worker(threadCode(), {
    workerData: { file, exportName, memoryMb },
    env: { ...variables, AWS_LAMBDA_LOG_STREAM_NAME: `local/${randomUUID()}` },
    execArgv: [],
    resourceLimits: {
      maxOldGenerationSizeMb: memoryMb,
      maxYoungGenerationSizeMb: youngGenerationMb,
    },
    stdout: true,
    stderr: true,
  });
  worker.stdout.on('data', log);
  worker.stderr.on('data', log);

  const thread = new Thread(worker);
  const initLimit = initLimitOf(timeoutMs);
  const ready = thread.next(initLimit, `initialisation took longer than ${initLimit} ms`);

  return {
    get alive() {
      return thread.end === undefined;
    },
    terminate: (reason = 'the environment was stopped') => thread.terminate(reason),
    invoke: async (event, traceHeader) => {
      const initialised = await ready;
      if (!initialised.ok) return initialised;
      const requestId = randomUUID();
      worker.postMessage({
        event,
        traceHeader,
        requestId,
        deadline: Date.now() + timeoutMs,
        functionArn: definition.arn,
        functionName: definition.name,
        memoryMb,
        logGroup: definition.logGroup,
      });
      const seconds = (timeoutMs / 1000).toFixed(2);
      return limited(await thread.next(timeoutMs, `Task timed out after ${seconds} seconds`));
    },
  };
}

/**
 * How long the import of a bundle may take, ms. Lambda lets it have ten seconds at first, and then as long as the function may
 * run: what takes no longer than either comes up in the end (docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).
 */
export function initLimitOf(timeoutMs: number): number {
  return Math.max(10_000, timeoutMs);
}

/** A worker whose messages are awaited one at a time; knows why it ended. */
class Thread {
  end: Failure | undefined;
  readonly #worker: Worker;
  #settle: ((outcome: Outcome) => void) | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on('message', (message) => this.#settle?.(outcomeOf(message)));
    worker.on('error', (error) => this.#die(failureFrom(error)));
    worker.on('exit', (code) => this.#die(exitFailure(code)));
  }

  async next(limit: number, lateMessage: string): Promise<Outcome> {
    if (this.end !== undefined) return { ok: false, unhandled: true, failure: this.end };
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.#settle = resolve;
    const timer = setTimeout(() => void this.terminate(lateMessage, 'Sandbox.Timedout'), limit);
    const outcome = await promise;
    clearTimeout(timer);
    this.#settle = undefined;
    if (!outcome.ok && outcome.unhandled) await this.terminate(outcome.failure.errorMessage);
    return outcome;
  }

  async terminate(errorMessage: string, errorType = 'Runtime.ExitError'): Promise<void> {
    this.#die({ errorType, errorMessage, trace: [] });
    await this.#worker.terminate();
  }

  #die(failure: Failure): void {
    this.end ??= failure;
    this.#settle?.({ ok: false, unhandled: true, failure: this.end });
  }
}

function outcomeOf(message: unknown): Outcome {
  const reply = replySchema.parse(message);
  switch (reply.type) {
    case 'ready':
      return { ok: true, payload: '' };
    case 'result':
      return { ok: true, payload: reply.payload };
    case 'error':
      return { ok: false, unhandled: false, failure: reply.failure };
    case 'init-error':
      return { ok: false, unhandled: true, failure: reply.failure };
  }
}

function limited(outcome: Outcome): Outcome {
  if (!outcome.ok || Buffer.byteLength(outcome.payload) <= payloadLimit) return outcome;
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${payloadLimit} bytes).`;
  const errorType = 'Function.ResponseSizeTooLarge';
  return { ok: false, unhandled: false, failure: { errorType, errorMessage, trace: [] } };
}

function exitFailure(code: number): Failure {
  if (code === outOfMemoryExit) return outOfMemory;
  return { errorType: 'Runtime.ExitError', errorMessage: `exit code ${code}`, trace: [] };
}

/** As Lambda words it. */
const outOfMemory: Failure = {
  errorType: 'Runtime.OutOfMemory',
  errorMessage: 'Runtime exited with error: signal: killed',
  trace: [],
};

function failureFrom(error: Error): Failure {
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') return outOfMemory;
  return { errorType: error.name, errorMessage: error.message, trace: [] };
}
