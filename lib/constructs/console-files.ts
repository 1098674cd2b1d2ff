import { join } from 'node:path';
import { Duration, Stack, Validations } from 'aws-cdk-lib';
import { type IRole, Policy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import { namePrefix } from '../names.ts';
import { consolePermissions } from '../permissions/console-permissions.ts';
import { acknowledgePatterns, toStatement } from '../permissions/permission.ts';
import type { StageSettings } from '../settings.ts';

export interface ConsoleFilesProps {
  readonly settings: StageSettings;
  readonly bucket: IBucket;
  /** Folder with the built console. */
  readonly files: string;
}

/** Puts the built console into its bucket, with what browsers and CloudFront are to know of its age. */
export class ConsoleFiles extends Construct {
  constructor(scope: Construct, id: string, { settings, bucket, files }: ConsoleFilesProps) {
    super(scope, id);
    const logGroup = this.logGroup(settings);
    const policy = this.permissions(settings);
    const common = {
      destinationBucket: bucket,
      // Tabs that are open go on loading what the console had when they were opened.
      prune: false,
      // A bucket can be removed only empty.
      retainOnDelete: false,
      logGroup,
      role: this.role(policy, logGroup),
    };
    const assets = new BucketDeployment(this, 'Assets', {
      ...common,
      sources: [Source.asset(join(files, 'assets'))],
      destinationKeyPrefix: 'assets',
      // Their names hold their hash.
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
    });
    const pages = new BucketDeployment(this, 'Pages', {
      ...common,
      sources: [Source.asset(files, { exclude: ['assets'] })],
      cacheControl: [CacheControl.noCache()],
    });
    assets.node.addDependency(policy);
    // A page that is new must find all that it names.
    pages.node.addDependency(assets);
    acknowledgeRuntime(Stack.of(this));
  }

  private permissions({ stage }: StageSettings): Policy {
    const permissions = consolePermissions(stage);
    const statements = permissions.map(toStatement);
    const policy = new Policy(this, 'Permissions', { statements });
    acknowledgePatterns(policy, permissions);
    return policy;
  }

  /** Of the CDK's function that copies files. What the CDK would add is more than it needs. */
  private role(policy: Policy, logGroup: LogGroup): IRole {
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    });
    policy.attachToRole(role);
    logGroup.grantWrite(role);
    return role.withoutPolicyUpdates();
  }

  private logGroup({ stage, logRetention, removalPolicy }: StageSettings): LogGroup {
    return new LogGroup(this, 'Logs', {
      logGroupName: `/aws/lambda/${namePrefix(stage)}-console-files`,
      retention: logRetention,
      removalPolicy,
    });
  }
}

function acknowledgeRuntime({ node }: Stack): void {
  for (const provider of node.children.filter((each) => each.node.id.startsWith('Custom::'))) {
    Validations.of(provider).acknowledge({
      id: 'AwsSolutions-L1',
      reason: "The code is the CDK's, and made for the runtime that it names.",
    });
  }
}
