import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import {
  type AwsAnswer,
  type AwsCall,
  AwsError,
  type AwsService,
  jsonAnswer,
} from '../common/aws-call.ts';
import type { OnProblem } from '../problems.ts';
import { accountId, region } from '../template/place.ts';
import { propertiesOf, type Resources } from '../template/resources.ts';
import { eventPattern, type Matches } from './event-pattern.ts';
import { eventsAuthorizations } from './events-authorization.ts';
import { type Deliver, type Target, targetSchema } from './targets.ts';

/** An event as rules and their targets see it. */
export interface BusEvent {
  readonly id: string;
  readonly bus: string;
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly time: string;
  readonly resources: readonly string[];
}

interface Rule {
  readonly arn: string;
  readonly bus: string;
  readonly matches: Matches;
  readonly targets: readonly Target[];
}

const ruleSchema = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
});

const entrySchema = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().default('default'),
  Resources: z.array(z.string()).default([]),
  Time: z.number().optional(),
});

const inputSchema = z.object({ Entries: z.array(entrySchema).min(1).max(10) });

/** Entries of one call together, bytes. */
const sizeLimit = 262_144;

/** Events kept for tests. */
const kept = 10_000;

/** EventBridge: `PutEvents`, and the template's rules with an event pattern. */
export class EventBus implements AwsService {
  readonly #events: BusEvent[] = [];
  readonly #buses: ReadonlySet<string>;
  readonly #rules: readonly Rule[];
  readonly #deliver: Deliver;
  readonly #onProblem: OnProblem;

  constructor(resources: Resources, deliver: Deliver, onProblem: OnProblem) {
    this.#deliver = deliver;
    this.#onProblem = onProblem;
    const own = resources.ofType('AWS::Events::EventBus').map(({ ref }) => ref);
    this.#buses = new Set(['default', ...own]);
    this.#rules = resources
      .ofType('AWS::Events::Rule')
      .map((resource) => ({ arn: resource.arn ?? '', ...propertiesOf(resource, ruleSchema) }))
      .filter(({ EventPattern, State }) => EventPattern !== undefined && State === 'ENABLED')
      .map(({ arn, EventBusName, EventPattern, Targets }) => ({
        arn,
        bus: lastPart(EventBusName),
        matches: eventPattern(EventPattern),
        targets: Targets,
      }));
  }

  get events(): readonly BusEvent[] {
    return this.#events;
  }

  readonly authorizations = eventsAuthorizations;

  async handle({ action, body }: AwsCall): Promise<AwsAnswer> {
    if (action !== 'PutEvents') {
      throw new AwsError('UnknownOperationException', `no action ${action} in the local cloud`);
    }
    if (body.length > sizeLimit) {
      throw new AwsError(
        'ValidationException',
        'Total size of the entries in the request is over the limit.',
      );
    }
    const { Entries } = inputSchema.parse(JSON.parse(body.toString()));
    const answers = Entries.map((entry) => this.#put(entry));
    const FailedEntryCount = answers.filter((answer) => 'ErrorCode' in answer).length;
    return jsonAnswer({ Entries: answers, FailedEntryCount });
  }

  #put(entry: z.infer<typeof entrySchema>): Record<string, string> {
    const bus = lastPart(entry.EventBusName);
    const detail = parsed(entry.Detail ?? '');
    if (!entry.Source) return invalid('Parameter Source is not valid.');
    if (!entry.DetailType) return invalid('Parameter DetailType is not valid.');
    if (typeof detail !== 'object' || detail === null) {
      return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
    }
    if (!this.#buses.has(bus)) {
      return { ErrorCode: 'ResourceNotFoundException', ErrorMessage: `no event bus ${bus}` };
    }
    const event: BusEvent = {
      id: randomUUID(),
      bus,
      source: entry.Source,
      'detail-type': entry.DetailType,
      detail,
      time: new Date(entry.Time === undefined ? Date.now() : entry.Time * 1000).toISOString(),
      resources: entry.Resources,
    };
    this.#publish(event);
    return { EventId: event.id };
  }

  #publish(event: BusEvent): void {
    this.#events.push(event);
    if (this.#events.length > kept) this.#events.shift();
    const { bus, ...rest } = event;
    const whole = { version: '0', account: accountId, region, ...rest };
    for (const rule of this.#rules) {
      if (rule.bus !== bus || !rule.matches(whole)) continue;
      for (const target of rule.targets) {
        this.#deliver(target, whole, rule.arn).catch((error) =>
          this.#onProblem(`rule on ${bus}`, error),
        );
      }
    }
  }
}

/** A bus may be named by its ARN. */
function lastPart(bus: string): string {
  return bus.slice(bus.lastIndexOf('/') + 1);
}

function invalid(ErrorMessage: string): Record<string, string> {
  return { ErrorCode: 'InvalidArgument', ErrorMessage };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
