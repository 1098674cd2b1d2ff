import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Sleep } from '../../domain/pacing/turn.ts';
import type { QueueConsumers, TargetIdentity } from '../../domain/targets/target-resources.ts';

export interface ConsumerSettings {
  /** ARN of a target's queue: `<prefix><target id>.fifo`. */
  readonly queue_arn_prefix: string;
  /** Names of the worker functions; a shard is an index. */
  readonly worker_functions: readonly string[];
}

/** The answer of Lambda has no id, or there is no worker of that shard. */
export class ConsumerError extends Error {
  override name = 'ConsumerError';
}

const batchSize = 10;
/** The least AWS allows. One invocation drains a queue at the pace of a channel; the second takes over while it waits. */
const maximumConcurrency = 2;
const maxTries = 6;
const firstPauseMs = 200;
/** In which nothing is taken from the queue, or soon nothing will be. */
const idleStates: ReadonlySet<string> = new Set(['Disabled', 'Disabling', 'Deleting']);

type Sdk = typeof import('@aws-sdk/client-lambda');

interface Lambda {
  readonly sdk: Sdk;
  readonly client: LambdaClient;
}

/**
 * Event source mappings: what makes a worker function drain a target's queue. The SDK's package is loaded with the first
 * call, since it is large and targets are seldom made, paused or removed.
 */
export class EventSourceMappings implements QueueConsumers {
  readonly #settings: ConsumerSettings;
  readonly #sleep: Sleep;
  #loaded: Promise<Lambda> | undefined;

  constructor(settings: ConsumerSettings, sleep: Sleep) {
    this.#settings = settings;
    this.#sleep = sleep;
  }

  async attach(target: TargetIdentity, shard: number): Promise<string> {
    const FunctionName = this.#settings.worker_functions[shard];
    if (FunctionName === undefined) throw new ConsumerError(`there is no worker shard ${shard}`);
    const { sdk, client } = await this.#lambda();
    const command = new sdk.CreateEventSourceMappingCommand({
      EventSourceArn: this.#queueArn(target),
      FunctionName,
      BatchSize: batchSize,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: maximumConcurrency },
      Enabled: true,
    });
    try {
      // A queue that was made a moment ago is not known everywhere yet.
      const { UUID } = await this.#retry(isNotReadyYet, () => client.send(command));
      return requireId(UUID);
    } catch (error) {
      // Made already, by a call whose answer was lost.
      if (!isNamed(error, 'ResourceConflictException')) throw error;
      const [existing] = await this.#find(target);
      return requireId(existing);
    }
  }

  /** By function, 100 at a time: Lambda takes too few requests a second to ask for each target. */
  async all(): Promise<Map<string, { id: string; draining: boolean }>> {
    const { sdk, client } = await this.#lambda();
    const found = new Map<string, { id: string; draining: boolean }>();
    for (const FunctionName of this.#settings.worker_functions) {
      const pages = sdk.paginateListEventSourceMappings({ client }, { FunctionName });
      for await (const { EventSourceMappings = [] } of pages)
        for (const { UUID, State = '', EventSourceArn = '' } of EventSourceMappings)
          if (UUID !== undefined && EventSourceArn.startsWith(this.#settings.queue_arn_prefix))
            found.set(this.#targetIn(EventSourceArn), {
              id: UUID,
              draining: !idleStates.has(State),
            });
    }

    return found;
  }

  async enable(consumerId: string): Promise<void> {
    const { sdk, client } = await this.#lambda();
    const command = new sdk.UpdateEventSourceMappingCommand({ UUID: consumerId, Enabled: true });
    await this.#retry(isInUse, () => client.send(command));
  }

  async detach(target: TargetIdentity, consumerId: string | null): Promise<void> {
    // Looked for as well, since the id is unknown when the answer of its making was lost.
    const found = await this.#find(target);
    for (const id of found) await this.#remove(id, ['ResourceNotFoundException']);
    // One that is not found is gone, or so young that lists do not show it. Of one that is gone Lambda cannot tell whose it was,
    // on which the permission depends.
    if (consumerId !== null && !found.includes(consumerId))
      await this.#remove(consumerId, ['ResourceNotFoundException', 'AccessDeniedException']);
  }

  /** @param gone names of the errors that tell that it is not there. */
  async #remove(UUID: string, gone: readonly string[]): Promise<void> {
    const { sdk, client } = await this.#lambda();
    try {
      const command = new sdk.DeleteEventSourceMappingCommand({ UUID });
      await this.#retry(isInUse, () => client.send(command));
    } catch (error) {
      if (!isNamed(error, ...gone)) throw error;
    }
  }

  async #find(target: TargetIdentity): Promise<string[]> {
    const { sdk, client } = await this.#lambda();
    const EventSourceArn = this.#queueArn(target);
    const command = new sdk.ListEventSourceMappingsCommand({ EventSourceArn });
    const { EventSourceMappings = [] } = await client.send(command);

    return EventSourceMappings.flatMap(({ UUID, State }) =>
      UUID === undefined || State === 'Deleting' ? [] : [UUID],
    );
  }

  #lambda(): Promise<Lambda> {
    this.#loaded ??= import('@aws-sdk/client-lambda').then((sdk) => ({
      sdk,
      client: new sdk.LambdaClient({}),
    }));

    return this.#loaded;
  }

  #queueArn(target: TargetIdentity): string {
    return `${this.#settings.queue_arn_prefix}${target.id}.fifo`;
  }

  #targetIn(queueArn: string): string {
    return queueArn.slice(this.#settings.queue_arn_prefix.length, -'.fifo'.length);
  }

  /** Six tries within about six seconds. */
  async #retry<T>(isPassing: (error: unknown) => boolean, call: () => Promise<T>): Promise<T> {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        if (attempt + 1 >= maxTries || !isPassing(error)) throw error;
        await this.#sleep(firstPauseMs * 2 ** attempt);
      }
    }
  }
}

function isNotReadyYet(error: unknown): boolean {
  return isNamed(error, 'InvalidParameterValueException', 'ResourceNotFoundException');
}

function isInUse(error: unknown): boolean {
  return isNamed(error, 'ResourceInUseException');
}

/** By name, since the classes are in the package that is loaded later. */
function isNamed(error: unknown, ...names: readonly string[]): boolean {
  return error instanceof Error && names.includes(error.name);
}

function requireId(id: string | undefined): string {
  if (id === undefined) throw new ConsumerError('the event source mapping has no id');

  return id;
}
