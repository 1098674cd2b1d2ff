import { Cron } from 'croner';
import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import type { OnProblem } from '../problems.ts';
import { accountId, region } from '../template/place.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';
import { nextRun } from './schedule-expression.ts';
import { type Deliver, type Delivery, type Target, targetSchema } from './targets.ts';

interface Schedule {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly timezone: string;
  readonly targets: readonly Target[];
}

const schedulerSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.string().default('ENABLED'),
  Target: targetSchema,
});

const ruleSchema = z.object({
  ScheduleExpression: z.string().optional(),
  State: z.string().default('ENABLED'),
  Targets: z.array(targetSchema).default([]),
});

/** Schedules of EventBridge Scheduler and scheduled rules. */
export class Schedules {
  readonly #schedules: readonly Schedule[];
  readonly #delivery: Delivery;
  readonly #onProblem: OnProblem;
  readonly #jobs: Cron[] = [];
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(resources: Resources, delivery: Delivery, onProblem: OnProblem) {
    this.#delivery = delivery;
    this.#onProblem = onProblem;
    this.#schedules = [
      ...resources.ofType('AWS::Scheduler::Schedule').flatMap(schedulerSchedule),
      ...resources.ofType('AWS::Events::Rule').flatMap(ruleSchedule),
    ];
  }

  /** Begins to fire by the clock. */
  start(): void {
    for (const schedule of this.#schedules) {
      const when = nextRun(schedule.expression);
      const fire = () => {
        send(schedule, this.#delivery.deliver).catch((error) =>
          this.#onProblem(`schedule ${schedule.name}`, error),
        );
      };
      if ('everyMs' in when) {
        this.#timers.set(schedule.name, setInterval(fire, when.everyMs).unref());
      } else {
        const options = { timezone: schedule.timezone, unref: true };
        this.#jobs.push(new Cron(when.cron, options, fire));
      }
    }
  }

  /**
   * Fires a schedule at once: by its name, or by the name of the function it calls, or by the end of either. Settles
   * when its targets are done; nothing is tried again.
   *
   * @throws CloudError when there is none, or a function fails.
   */
  async fire(name: string): Promise<void> {
    const found = this.#schedules.filter((schedule) => isNamed(schedule, name));
    if (found.length === 0) {
      const names = this.#schedules.map((schedule) => schedule.name).join(', ');
      throw new CloudError(`no schedule ${name}; there are ${names}`);
    }
    await Promise.all(found.map((schedule) => send(schedule, this.#delivery.attempt)));
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearInterval(timer);
    for (const job of this.#jobs) job.stop();
  }
}

function schedulerSchedule(resource: Resource): Schedule[] {
  const properties = propertiesOf(resource, schedulerSchema);
  if (properties.State !== 'ENABLED') return [];
  return [
    {
      name: resource.ref,
      arn: resource.arn ?? resource.ref,
      expression: properties.ScheduleExpression,
      timezone: properties.ScheduleExpressionTimezone,
      targets: [properties.Target],
    },
  ];
}

function ruleSchedule(resource: Resource): Schedule[] {
  const { ScheduleExpression, State, Targets } = propertiesOf(resource, ruleSchema);
  if (ScheduleExpression === undefined || State !== 'ENABLED') return [];
  return [
    {
      name: resource.ref,
      arn: resource.arn ?? resource.ref,
      expression: ScheduleExpression,
      timezone: 'UTC',
      targets: Targets,
    },
  ];
}

function isNamed({ name, targets }: Schedule, wanted: string): boolean {
  const names = [name, ...targets.map(({ Arn }) => Arn.slice(Arn.lastIndexOf(':') + 1))];
  return names.some((one) => one === wanted || one.endsWith(`-${wanted}`));
}

async function send({ arn, targets }: Schedule, deliver: Deliver): Promise<void> {
  const event = {
    version: '0',
    source: 'aws.scheduler',
    'detail-type': 'Scheduled Event',
    account: accountId,
    region,
    time: new Date().toISOString(),
    resources: [arn],
    detail: '{}',
  };
  await Promise.all(targets.map((target) => deliver(target, event, arn)));
}
