import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnEventInvokeConfig } from 'aws-cdk-lib/aws-lambda';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import { SystemFunction, type SystemFunctionProps } from './system-function.ts';

export interface ScheduledFunctionProps extends SystemFunctionProps {
  /** Whole minutes. */
  readonly every: Duration;
  /** How many share its work, side by side: each is told which part is its own, as `{ part, of }`. @default one, which is told nothing */
  readonly parts?: number;
  /** Gets the runs that could not be started and those that failed; `permissions` must allow sending to it. */
  readonly failures: IQueue;
}

/** A function that runs every so many minutes. A failed run is repeated once: soon after, the next one does its work. */
export class ScheduledFunction extends SystemFunction {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id, props);
    const { parts, failures } = props;
    const role = this.schedulerRole(failures);
    for (const [part, input] of inputsOf(parts).entries())
      this.schedule(part === 0 ? '' : `-${part}`, input, { ...props, role });
    // The scheduler only hands over; what fails after that is Lambda's to repeat and to report.
    new CfnEventInvokeConfig(this, 'FailedRuns', {
      functionName: this.lambda.functionName,
      qualifier: '$LATEST',
      maximumRetryAttempts: 1,
      maximumEventAgeInSeconds: Duration.minutes(5).toSeconds(),
      destinationConfig: { onFailure: { destination: failures.queueArn } },
    });
  }

  private schedule(
    suffix: string,
    input: string | undefined,
    { every, failures, role, ...props }: ScheduledFunctionProps & { readonly role: Role },
  ): void {
    const schedule = new CfnSchedule(this, `Schedule${suffix}`, {
      name: `${namePrefix(props.shared.settings.stage)}-${props.name}${suffix}`,
      description: props.description,
      scheduleExpression: rate(every),
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.lambda.functionArn,
        roleArn: role.roleArn,
        ...(input !== undefined && { input }),
        deadLetterConfig: { arn: failures.queueArn },
        retryPolicy: { maximumEventAgeInSeconds: every.toSeconds(), maximumRetryAttempts: 2 },
      },
    });
    schedule.node.addDependency(role);
  }

  /** By hand: the ready-made target also allows all versions of the function, which nothing here uses. */
  private schedulerRole(failures: IQueue): Role {
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [this.lambda.functionArn],
      }),
    );
    role.addToPolicy(
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failures.queueArn] }),
    );
    return role;
  }
}

/** What each schedule hands over. */
function inputsOf(parts: number | undefined): (string | undefined)[] {
  if (parts === undefined) return [undefined];

  return Array.from({ length: parts }, (_, part) => JSON.stringify({ part, of: parts }));
}

function rate(every: Duration): string {
  const minutes = every.toMinutes();
  return minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`;
}
