import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as z from 'zod';
import { AwsError } from '../common/aws-call.ts';
import { CloudError } from '../common/cloud-error.ts';
import { newTraceHeader } from '../common/trace-header.ts';
import type { Caller } from '../iam/session.ts';
import type { SendToQueue } from '../sqs/send-to-queue.ts';
import { functionNameOf } from '../template/place.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';
import { invokeWithRoom } from './invoke-with-room.ts';
import type { Outcome } from './lambda-environment.ts';
import { type LambdaFunction, readFunctions, runtimeVariables } from './lambda-function.ts';
import { createFunctionLog, type FunctionLog } from './lambda-log.ts';
import { LambdaPool } from './lambda-pool.ts';

export interface FunctionsOptions {
  readonly resources: Resources;
  /** Added to the environment of every function: where the endpoint is. */
  readonly variables: Readonly<Record<string, string>>;
  /** Undefined: logs are kept in memory only. */
  readonly logFolder: string | undefined;
  readonly onLine: (functionName: string, line: string) => void;
  readonly maxEnvironments: number;
  readonly idleMs: number;
  /** Waited before each further try of an asynchronous event, ms. */
  readonly asyncRetryDelaysMs: readonly number[];
  /** Takes events that nobody could handle. */
  readonly sendToQueue: SendToQueue;
}

interface AsyncConfig {
  readonly retries: number;
  readonly onFailure: string | undefined;
}

const configSchema = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.coerce.number().default(2),
  DestinationConfig: z
    .object({ OnFailure: z.object({ Destination: z.string() }).optional() })
    .optional(),
});

/** An asynchronous event waits for room this long, ms. */
const longestEventAge = 6 * 3_600_000;

/** The functions of the template and their execution environments. */
export class Functions {
  readonly #pools = new Map<string, LambdaPool>();
  readonly #logs = new Map<string, FunctionLog>();
  readonly #configs = new Map<string, AsyncConfig>();
  readonly #options: FunctionsOptions;
  readonly #stopping = new AbortController();

  constructor(options: FunctionsOptions) {
    this.#options = options;
    for (const definition of readFunctions(options.resources)) this.#addPool(definition);
    for (const resource of options.resources.ofType('AWS::Lambda::EventInvokeConfig')) {
      const config = propertiesOf(resource, configSchema);
      this.#configs.set(functionNameOf(config.FunctionName), {
        retries: config.MaximumRetryAttempts,
        onFailure: config.DestinationConfig?.OnFailure?.Destination,
      });
    }
  }

  get names(): readonly string[] {
    return [...this.#pools.keys()];
  }

  definition(nameOrArn: string): LambdaFunction | undefined {
    return this.#pools.get(functionNameOf(nameOrArn))?.definition;
  }

  /** The function with this name, or with a name that ends with it. @throws CloudError when there is none. */
  find(name: string): LambdaPool {
    const full = this.names.find((one) => one === name || one.endsWith(`-${name}`));
    const pool = full === undefined ? undefined : this.#pools.get(full);
    if (pool === undefined) {
      throw new CloudError(`no function ${name}; there are ${this.names.join(', ')}`);
    }
    return pool;
  }

  /** The function that was given these credentials. */
  callerOf(accessKeyId: string, sessionToken: string | undefined): Caller | undefined {
    const found = [...this.#pools.values()].find(
      ({ definition }) =>
        definition.accessKeyId === accessKeyId && definition.sessionToken === sessionToken,
    );
    return found && { principal: found.definition.name, session: found.definition.session };
  }

  /** @throws AwsError ResourceNotFoundException, TooManyRequestsException. */
  async invoke(nameOrArn: string, event: string, trace = newTraceHeader()): Promise<Outcome> {
    const pool = this.#pools.get(functionNameOf(nameOrArn));
    if (pool === undefined) {
      const options = { status: 404 };
      throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, options);
    }
    return await pool.invoke(event, trace);
  }

  /**
   * Hands over an event without waiting for the end: tried again as Lambda does, then sent to the function's failure
   * destination or dead-letter queue. The returned promise is for tests and never rejects.
   */
  async invokeAsync(nameOrArn: string, event: string): Promise<void> {
    const name = functionNameOf(nameOrArn);
    const { retries = 2 } = this.#configs.get(name) ?? {};
    let outcome = await this.#attempt(name, event);
    for (let retry = 0; retry < retries && !outcome.ok; retry += 1) {
      const delay = this.#options.asyncRetryDelaysMs[retry] ?? 0;
      const options = { ref: false, signal: this.#stopping.signal };
      const waited = await sleep(delay, true, options).catch(() => false);
      if (!waited) return;
      outcome = await this.#attempt(name, event);
    }
    if (!outcome.ok) await this.#abandon(name, event, outcome);
  }

  /** The whole environment of a function. */
  variablesOf(name: string): Record<string, string> {
    return this.#environment(this.find(name).definition);
  }

  logs(name: string): readonly string[] {
    return this.#logs.get(this.find(name).definition.name)?.recent() ?? [];
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    await Promise.all([...this.#pools.values()].map((pool) => pool.stop(graceMs)));
  }

  #addPool(definition: LambdaFunction): void {
    const { logFolder, onLine, maxEnvironments, idleMs } = this.#options;
    const file = logFolder && join(logFolder, `${definition.name}.log`);
    const log = createFunctionLog(file, (line) => onLine(definition.name, line));
    this.#logs.set(definition.name, log);
    this.#pools.set(
      definition.name,
      new LambdaPool({
        definition,
        log,
        maxEnvironments,
        idleMs,
        variables: this.#environment(definition),
      }),
    );
  }

  #environment(definition: LambdaFunction): Record<string, string> {
    return { ...definition.variables, ...runtimeVariables(definition), ...this.#options.variables };
  }

  async #attempt(name: string, event: string): Promise<Outcome> {
    let errorMessage = 'Rate Exceeded.';
    try {
      const outcome = await invokeWithRoom(() => this.invoke(name, event), {
        until: Date.now() + longestEventAge,
        signal: this.#stopping.signal,
      });
      if (outcome !== undefined) return outcome;
    } catch (error) {
      errorMessage = error instanceof Error ? error.message : String(error);
    }
    return {
      ok: false,
      unhandled: false,
      failure: { errorType: 'Throttled', errorMessage, trace: [] },
    };
  }

  async #abandon(name: string, event: string, outcome: Outcome): Promise<void> {
    const destination = this.#configs.get(name)?.onFailure;
    const { deadLetterArn: deadLetters, session } = this.definition(name) ?? {};
    if (destination !== undefined) {
      const record = {
        version: '1.0',
        timestamp: new Date().toISOString(),
        requestContext: {
          functionArn: `${this.definition(name)?.arn}:$LATEST`,
          condition: 'RetriesExhausted',
        },
        requestPayload: JSON.parse(event),
        responsePayload: outcome.ok ? null : outcome.failure,
      };
      await this.#options.sendToQueue(destination, JSON.stringify(record), { session });
    }
    if (deadLetters !== undefined) await this.#options.sendToQueue(deadLetters, event, { session });
  }
}
