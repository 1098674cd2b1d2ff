import type { Duration } from 'aws-cdk-lib';
import { Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledgePatterns, type Permission, toStatement } from '../permissions/permission.ts';
import type { StageSettings } from '../settings.ts';

export interface HouseFunctionProps {
  readonly settings: StageSettings;
  /** Full name, with the stage in it. */
  readonly functionName: string;
  /** Folder with `index.mjs`. */
  readonly codeFolder: string;
  readonly description: string;
  readonly timeout: Duration;
  readonly memoryMb: number;
  /** Merged over what every function gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** All it may do, besides writing its log. */
  readonly permissions: readonly Permission[];
  /**
   * Invocations it may run at once, taken out of the account's.
   *
   * @default what the account has left
   */
  readonly reservedConcurrency?: number;
}

/** A function as this house runs it: Node.js 24 on arm64, a role and a log of its own. */
export class HouseFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    const { settings, permissions } = props;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${props.functionName}`,
      retention: settings.logRetention,
      removalPolicy: settings.removalPolicy,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);

    const policy = new Policy(this, 'Permissions', {
      roles: [this.role],
      statements: permissions.map(toStatement),
    });
    acknowledgePatterns(policy, permissions);

    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: props.functionName,
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.codeFolder),
      handler: 'index.handler',
      role: this.role,
      logGroup,
      timeout: props.timeout,
      memorySize: props.memoryMb,
      reservedConcurrentExecutions: props.reservedConcurrency,
      environment: { ...houseEnvironment(settings), ...props.environment },
    });
    // Without this, a mapping or a schedule could start the function before it may do its work.
    this.lambda.node.addDependency(policy);
  }
}

function houseEnvironment({ stage, logLevel }: StageSettings): Record<string, string> {
  return {
    STAGE: stage,
    LOG_LEVEL: logLevel,
    POWERTOOLS_SERVICE_NAME: 'tvl-channels',
    POWERTOOLS_METRICS_NAMESPACE: 'TvlChannels',
    NODE_OPTIONS: '--enable-source-maps',
  };
}
