import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { roleName, type Session } from '../iam/session.ts';
import { accountId, region } from '../template/place.ts';
import { propertiesOf, type Resource, type Resources } from '../template/resources.ts';

/** A function of the template, ready to run. */
export interface LambdaFunction {
  readonly name: string;
  readonly arn: string;
  /** The bundle and the export in it that handles events. */
  readonly file: string;
  readonly exportName: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Undefined: as many as the machine bears. */
  readonly reservedConcurrency: number | undefined;
  readonly logGroup: string;
  /** Tells the endpoint who calls, together with the session's token. */
  readonly accessKeyId: string;
  readonly sessionToken: string;
  /** The execution role, as the function and as those who read a source for it assume it. */
  readonly session: Session;
  /** Exactly the template's variables. */
  readonly variables: Readonly<Record<string, string>>;
  /** Where an asynchronous event goes that the function could not handle: ARN of a queue. */
  readonly deadLetterArn: string | undefined;
}

const schema = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  Role: z.string(),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  ReservedConcurrentExecutions: z.coerce.number().optional(),
  Environment: z
    .object({ Variables: z.record(z.string(), z.coerce.string()).default({}) })
    .default({ Variables: {} }),
  LoggingConfig: z.object({ LogGroup: z.string().optional() }).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
});

/** @throws CloudError for a function whose code is not there. */
export function readFunctions(resources: Resources): LambdaFunction[] {
  return resources
    .ofType('AWS::Lambda::Function')
    .map((resource) => readFunction(resource, resources));
}

function readFunction(resource: Resource, resources: Resources): LambdaFunction {
  const properties = propertiesOf(resource, schema);
  const name = resource.ref;
  const [module = 'index', exportName = 'handler'] = properties.Handler.split('.');
  const folder = resources.assetFolder(properties.Code.S3Key);
  const file = ['mjs', 'js']
    .map((extension) => join(folder ?? '', `${module}.${extension}`))
    .find((path) => folder !== undefined && existsSync(path));
  if (file === undefined) {
    throw new CloudError(`${resource.stack}/${resource.logicalId}: no ${module}.mjs in ${folder}`);
  }
  return {
    name,
    arn: resource.arn ?? name,
    file,
    exportName,
    timeoutMs: properties.Timeout * 1000,
    memoryMb: properties.MemorySize,
    reservedConcurrency: properties.ReservedConcurrentExecutions,
    logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
    accessKeyId: accessKeyIdOf(name),
    sessionToken: `session-of-${accessKeyIdOf(name)}`,
    session: { role: roleName(properties.Role), name },
    variables: properties.Environment.Variables,
    deadLetterArn: properties.DeadLetterConfig?.TargetArn,
  };
}

/** DynamoDB Local and the SDKs want letters and digits only. */
function accessKeyIdOf(name: string): string {
  return `AKIALOCAL${name.replaceAll(/[^A-Za-z0-9]/g, '').toUpperCase()}`;
}

/** What Lambda adds to a function's own variables. */
export function runtimeVariables(definition: LambdaFunction): Record<string, string> {
  return {
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_ACCESS_KEY_ID: definition.accessKeyId,
    AWS_SECRET_ACCESS_KEY: `secret-of-${definition.accessKeyId}`,
    AWS_SESSION_TOKEN: definition.sessionToken,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: definition.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: definition.logGroup,
    AWS_ACCOUNT_ID: accountId,
    LAMBDA_TASK_ROOT: join(definition.file, '..'),
    LAMBDA_RUNTIME_DIR: '/var/runtime',
    LANG: 'en_US.UTF-8',
    PATH: process.env.PATH ?? '',
    TZ: ':UTC',
    _HANDLER: `index.${definition.exportName}`,
  };
}
