import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../common/aws-call.ts';
import { type LambdaEnvironment, type Outcome, startEnvironment } from './lambda-environment.ts';
import type { LambdaFunction } from './lambda-function.ts';
import type { FunctionLog } from './lambda-log.ts';

export interface PoolOptions {
  readonly definition: LambdaFunction;
  readonly variables: Readonly<Record<string, string>>;
  readonly log: FunctionLog;
  /** Environments of a function without a reservation; further invocations wait. */
  readonly maxEnvironments: number;
  /** An environment idle for so long is ended. */
  readonly idleMs: number;
}

/** All execution environments of one function: warm ones are used again, idle ones end after a while. */
export class LambdaPool {
  readonly #options: PoolOptions;
  readonly #idle: LambdaEnvironment[] = [];
  /** With the event each is at work on. */
  readonly #busy = new Map<LambdaEnvironment, string>();
  readonly #waiting: (() => void)[] = [];
  #closed = false;
  readonly #idleTimers = new Map<LambdaEnvironment, NodeJS.Timeout>();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get definition(): LambdaFunction {
    return this.#options.definition;
  }

  /** Never throws for what the function does. @throws AwsError TooManyRequestsException when the reserved concurrency is used up. */
  async invoke(event: string, traceHeader: string): Promise<Outcome> {
    const environment = await this.#acquire(event);
    const started = performance.now();
    const outcome = await environment.invoke(event, traceHeader);
    this.#release(environment);
    report(this.#options.log, outcome, performance.now() - started);
    return outcome;
  }

  /** Ends up to `count` busy environments in the middle of their work (on events that are `wanted`); returns how many it hit. */
  async kill(
    count = Number.POSITIVE_INFINITY,
    wanted: (event: string) => boolean = () => true,
  ): Promise<number> {
    const victims = [...this.#busy].filter(([, event]) => wanted(event)).slice(0, count);
    await Promise.all(victims.map(([victim]) => victim.terminate('killed')));
    return victims.length;
  }

  /** Waits until nothing runs any more, at most `graceMs`, then ends all environments. */
  async stop(graceMs: number): Promise<void> {
    this.#closed = true;
    const deadline = Date.now() + graceMs;
    while (this.#busy.size > 0 && Date.now() < deadline) await sleep(20);
    for (const timer of this.#idleTimers.values()) clearTimeout(timer);
    await Promise.all([...this.#idle, ...this.#busy.keys()].map((one) => one.terminate()));
  }

  async #acquire(event: string): Promise<LambdaEnvironment> {
    const { definition, variables, log, maxEnvironments } = this.#options;
    const reserved = definition.reservedConcurrency;
    while (this.#busy.size >= (reserved ?? maxEnvironments)) {
      if (reserved !== undefined) throw throttled();
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    if (this.#closed) throw new AwsError('ServiceException', 'the local cloud is being stopped');
    const warm = this.#idle.pop();
    if (warm !== undefined) clearTimeout(this.#idleTimers.get(warm));
    const environment = warm?.alive
      ? warm
      : startEnvironment({ definition, variables, log: log.sink() });
    this.#busy.set(environment, event);
    return environment;
  }

  #release(environment: LambdaEnvironment): void {
    this.#busy.delete(environment);
    this.#idleTimers.delete(environment);
    if (environment.alive) {
      this.#idle.push(environment);
      const timer = setTimeout(() => this.#expire(environment), this.#options.idleMs).unref();
      this.#idleTimers.set(environment, timer);
    }
    this.#waiting.shift()?.();
  }

  #expire(environment: LambdaEnvironment): void {
    this.#idle.splice(this.#idle.indexOf(environment), 1);
    this.#idleTimers.delete(environment);
    environment.terminate().catch(() => {});
  }
}

function throttled(): AwsError {
  return new AwsError('TooManyRequestsException', 'Rate Exceeded.', {
    status: 429,
    fields: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
  });
}

function report(log: FunctionLog, outcome: Outcome, milliseconds: number): void {
  if (!outcome.ok) log.line(`ERROR ${JSON.stringify(outcome.failure)}`);
  log.line(`REPORT ${new Date().toISOString()} ${milliseconds.toFixed(0)} ms`);
}
