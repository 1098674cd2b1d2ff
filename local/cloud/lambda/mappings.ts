import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type AwsAnswer, type AwsCall, AwsError, jsonAnswer } from '../common/aws-call.ts';
import { CloudError } from '../common/cloud-error.ts';
import { type JsonFile, jsonFile } from '../common/json-file.ts';
import { arn, functionNameOf } from '../template/place.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import { lambdaPathId } from './lambda-action.ts';
import { type Mapping, mappingSchema, type Poller, storedMappingSchema } from './mapping.ts';
import { checkMapping, type MappingContext, refuseDuplicate } from './mapping-rules.ts';
import { MappingTransitions } from './mapping-transitions.ts';

export interface MappingsOptions extends MappingContext {
  readonly resources: Resources;
  /** Keeps the mappings made at run time. */
  readonly file: string | undefined;
  readonly startPoller: (mapping: () => Mapping) => Poller;
  /** How long it takes until a change made through the Lambda API holds. */
  readonly transitionSeconds: number;
}

/** Event source mappings: the template's, and those made through the Lambda API. */
export class Mappings {
  readonly #options: MappingsOptions;
  readonly #file: JsonFile<Mapping[]>;
  readonly #transitions: MappingTransitions;
  readonly #mappings = new Map<string, Mapping>();
  /** As they are while a change is still being applied. */
  readonly #effective = new Map<string, Mapping>();
  readonly #pollers = new Map<string, Poller>();
  readonly #fromTemplate = new Set<string>();

  constructor(options: MappingsOptions) {
    this.#options = options;
    this.#transitions = new MappingTransitions(options.transitionSeconds);
    this.#file = jsonFile(options.file, z.array(storedMappingSchema), []);
  }

  /** Starts the template's mappings and those of an earlier run. @throws CloudError for one that Lambda would refuse. */
  start(): void {
    for (const resource of this.#options.resources.ofType('AWS::Lambda::EventSourceMapping')) {
      const mapping = this.#templateMapping(resource);
      this.#fromTemplate.add(mapping.UUID);
      this.#add(mapping);
    }
    for (const mapping of this.#file.read()) this.#add(mapping);
  }

  stop(): void {
    this.#transitions.stop();
    for (const poller of this.#pollers.values()) poller.stop();
  }

  /** Name of the function that a mapping feeds. */
  functionOf(id: string): string | undefined {
    return this.#mappings.get(id)?.FunctionName;
  }

  handle(call: AwsCall): AwsAnswer {
    const id = lambdaPathId(call.path);
    const input: unknown = JSON.parse(call.body.toString() || '{}');
    switch (call.action) {
      case 'CreateEventSourceMapping':
        return jsonAnswer(this.#create(input), 202);
      case 'UpdateEventSourceMapping':
        return jsonAnswer(this.#update(id, input), 202);
      case 'DeleteEventSourceMapping':
        return jsonAnswer(this.#delete(id), 202);
      case 'GetEventSourceMapping':
        return jsonAnswer(this.#described(this.#find(id)));
      default:
        return jsonAnswer(this.#list(call.query));
    }
  }

  #create(input: unknown): unknown {
    const parsed = mappingSchema.parse(input);
    const named = { ...parsed, FunctionName: functionNameOf(parsed.FunctionName) };
    refuseDuplicate(named, this.#mappings.values());
    const mapping: Mapping = {
      ...named,
      UUID: randomUUID(),
      LastModified: now(),
      BatchSize: checkMapping(named, this.#options),
    };
    this.#mappings.set(mapping.UUID, mapping);
    this.#save();
    this.#transitions.begin(mapping.UUID, 'Creating', () => this.#add(mapping));
    return { ...this.#described(mapping), State: 'Creating' };
  }

  #update(id: string, input: unknown): unknown {
    const old = this.#find(id);
    const { EventSourceArn: _, ...changes } = z.record(z.string(), z.unknown()).parse(input);
    const merged = storedMappingSchema.parse({ ...old, ...changes, UUID: id });
    const mapping: Mapping = {
      ...merged,
      FunctionName: functionNameOf(merged.FunctionName),
      BatchSize: checkMapping(merged, this.#options),
      LastModified: now(),
    };
    const switching = old.Enabled !== mapping.Enabled;
    const State = switching ? (mapping.Enabled ? 'Enabling' : 'Disabling') : 'Updating';
    this.#transitions.requireNone(id);
    this.#mappings.set(id, mapping);
    this.#save();
    this.#transitions.begin(id, State, () => {
      this.#effective.set(id, mapping);
      this.#pollers.get(id)?.changed();
    });
    return { ...this.#described(mapping), State };
  }

  #delete(id: string): unknown {
    const mapping = this.#find(id);
    this.#transitions.begin(id, 'Deleting', () => {
      this.#pollers.get(id)?.stop();
      for (const known of [this.#pollers, this.#mappings, this.#effective]) known.delete(id);
    });
    this.#save();
    return { ...this.#described(mapping), State: 'Deleting' };
  }

  #list(query: URLSearchParams): unknown {
    const source = query.get('EventSourceArn');
    const functionName = query.get('FunctionName');
    const start = Number(query.get('Marker') ?? 0);
    const size = Number(query.get('MaxItems') ?? 100);
    const found = [...this.#mappings.values()].filter(
      ({ EventSourceArn, FunctionName }) =>
        (source === null || EventSourceArn === source) &&
        (functionName === null || FunctionName === functionNameOf(functionName)),
    );
    const end = start + size;
    return {
      EventSourceMappings: found.slice(start, end).map((mapping) => this.#described(mapping)),
      NextMarker: end < found.length ? String(end) : undefined,
    };
  }

  #find(id: string): Mapping {
    const mapping = this.#mappings.get(id);
    if (mapping !== undefined) return mapping;
    const message = 'The resource you requested does not exist.';
    throw new AwsError('ResourceNotFoundException', message, { status: 404 });
  }

  #add(mapping: Mapping): void {
    this.#mappings.set(mapping.UUID, mapping);
    this.#effective.set(mapping.UUID, mapping);
    const current = () => this.#effective.get(mapping.UUID) ?? mapping;
    this.#pollers.set(mapping.UUID, this.#options.startPoller(current));
  }

  #save(): void {
    const all = [...this.#mappings.values()];
    const isKept = ({ UUID }: Mapping) =>
      !this.#fromTemplate.has(UUID) && this.#transitions.state(UUID) !== 'Deleting';
    this.#file.write(all.filter(isKept));
  }

  #described(mapping: Mapping): Record<string, unknown> {
    const { Enabled, FunctionName, ...rest } = mapping;
    return {
      ...rest,
      FunctionArn: arn('lambda', `function:${FunctionName}`),
      State: this.#transitions.state(mapping.UUID) ?? (Enabled ? 'Enabled' : 'Disabled'),
      StateTransitionReason: 'USER_INITIATED',
    };
  }

  #templateMapping(resource: Resource): Mapping {
    const parsed = propertiesOf(resource, mappingSchema);
    const named = { ...parsed, FunctionName: functionNameOf(parsed.FunctionName) };
    try {
      const BatchSize = checkMapping(named, this.#options);
      const UUID = stableId(`${resource.stack}/${resource.logicalId}`);
      return { ...named, UUID, BatchSize, LastModified: now() };
    } catch (cause) {
      const message = cause instanceof Error ? cause.message : String(cause);
      throw new CloudError(`${resource.stack}/${resource.logicalId}: ${message}`, { cause });
    }
  }
}

/** The same in every run, so that checkpoints find their mapping again. */
function stableId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  return `${parts.join('-')}-${hex.slice(20, 32)}`;
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
