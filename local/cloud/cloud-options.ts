import type { BusEvent } from './events/event-bus.ts';
import type { Faults } from './faults.ts';
import type { Intercept } from './gate.ts';
import type { ApiRate } from './http/throttle.ts';
import type { RoleGrant } from './iam/authorizer.ts';
import type { Outcome } from './lambda/lambda-environment.ts';
import type { MetricValue } from './metrics.ts';
import type { RequestCount } from './request-counts.ts';
import type { Notice } from './sns/topics.ts';

export interface CloudOptions {
  /** Folder that `cdk synth` wrote, or how to have it written: other parts start meanwhile. */
  readonly assemblyDir: string | (() => Promise<string>);
  /** Port on loopback of the distribution, or where there is none of the HTTP API; 0 takes a free one. */
  readonly port: number;
  /** Keeps tables, queues, secrets and logs over restarts. Absent: all in memory. */
  readonly dataDir?: string;
  /** Environments a function without a reservation may have; further invocations wait. @default two for each processor */
  readonly maxEnvironments?: number;
  /** An environment idle for so long is ended. @default 5 minutes */
  readonly idleMs?: number;
  /** Waits before the further tries of an asynchronous event. @default 1 and 2 minutes, as Lambda */
  readonly asyncRetryDelaysMs?: readonly number[];
  /** Whether schedules fire by the clock; tests may prefer `fire` alone. @default true */
  readonly schedules?: boolean;
  /** How long event source mappings take to change; at AWS tens of seconds. @default 0: at once */
  readonly mappingSeconds?: number;
  /** What the HTTP API lets in. @default what the template's stage says */
  readonly apiRate?: ApiRate;
  /** Added to the environment of every function, for what the template leaves open. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Measures calls to AWS, for benchmarks. */
  readonly intercept?: Intercept;
}

/** A running local cloud. */
export interface Cloud {
  /** Base URL of the HTTP API and of what is served beside it, without a slash at the end. */
  readonly apiUrl: string;
  /** Names of the template's functions. */
  readonly functionNames: readonly string[];
  /** Values of the stacks' outputs. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Environment that leads an AWS SDK here, as the account itself. */
  readonly variables: Readonly<Record<string, string>>;
  /** A function's own variables and those of the runtime; takes a full name or its end. */
  variablesOf(name: string): Readonly<Record<string, string>>;
  /** Disturbs calls to AWS. */
  readonly faults: Pick<Faults, 'add' | 'clear'>;
  /** What the roles of the template allow, and which of it was needed so far. */
  grants(): readonly RoleGrant[];
  /** Calls to AWS so far, per principal, service and action. */
  requests(): readonly RequestCount[];
  clearRequests(): void;
  /** Metrics the functions wrote. A line shows here some milliseconds after it was written. */
  metrics(): readonly MetricValue[];
  /** Events put on the bus. */
  events(): readonly BusEvent[];
  /** What topics were told. */
  notices(): readonly Notice[];
  /** What went wrong in the cloud itself: pollers, rules, destinations. Oldest first. */
  problems(): readonly string[];
  /** Last log lines of a function. */
  logs(name: string): readonly string[];
  /** Invokes a function directly. Takes a full name or its end. */
  invoke(name: string, event: unknown): Promise<Outcome>;
  /** Ends up to `count` busy environments of a function in mid-flight (on events that are `wanted`); returns how many it hit. */
  killWorkers(name: string, count?: number, wanted?: (event: string) => boolean): Promise<number>;
  /** Removes expired items from the tables, as happens by itself within the hour. */
  expire(): Promise<void>;
  /** Fires a schedule at once; settles when the function is done. @throws CloudError when it fails. */
  fire(name: string): Promise<void>;
  /**
   * Calls `dynamodb`, `sqs`, `secretsmanager` or `events` as the account itself, e.g.
   * `('sqs', 'GetQueueAttributes', {...})`. @throws AwsError
   */
  call(service: string, action: string, input: unknown): Promise<unknown>;
  /** Ends everything; waits at most `graceMs` for what the functions are doing. @default 2000 */
  stop(graceMs?: number): Promise<void>;
}
