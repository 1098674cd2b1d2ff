import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import { SystemFunction, type SystemFunctionProps } from './system-function.ts';

export interface ScheduledFunctionProps extends SystemFunctionProps {
  /** Whole minutes. */
  readonly every: Duration;
  /** Gets the invocations that were given up. */
  readonly failures: IQueue;
}

/** A function that runs every so many minutes. A missed run is retried briefly, since the next one does its work. */
export class ScheduledFunction extends SystemFunction {
  constructor(scope: Construct, id: string, props: ScheduledFunctionProps) {
    super(scope, id, props);
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
    });
    // By hand: the ready-made target also grants all versions of the function, which nothing here uses.
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [this.lambda.functionArn],
      }),
    );
    props.failures.grantSendMessages(role);
    const minutes = props.every.toMinutes();
    const schedule = new CfnSchedule(this, 'Schedule', {
      name: `${namePrefix(props.shared.settings.stage)}-${props.name}`,
      description: props.description,
      scheduleExpression: minutes === 1 ? 'rate(1 minute)' : `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: this.lambda.functionArn,
        roleArn: role.roleArn,
        deadLetterConfig: { arn: props.failures.queueArn },
        retryPolicy: {
          maximumEventAgeInSeconds: Duration.minutes(minutes).toSeconds(),
          maximumRetryAttempts: 2,
        },
      },
    });
    schedule.node.addDependency(role);
  }
}
