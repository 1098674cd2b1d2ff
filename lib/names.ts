import { Aws } from 'aws-cdk-lib';
import type { Stage } from './settings.ts';

/** Everything of a stage is named with this and a dash, so that tools and people find it without asking CloudFormation. */
export function namePrefix(stage: Stage): string {
  return `tvl-channels-${stage}`;
}

/** Tells people of alarms. */
export function alarmTopicName(stage: Stage): string {
  return `${namePrefix(stage)}-alarms`;
}

/** The worker function of a shard. Names, not references: functions carry them in their environment. */
export function workerName(stage: Stage, shard: number): string {
  return `${namePrefix(stage)}-sync-worker-${shard}`;
}

export function workerNames(stage: Stage, shards: number): string[] {
  return Array.from({ length: shards }, (_, shard) => workerName(stage, shard));
}

/** ARN of the functions, queues and secrets that are named by rule or made at run time. */
export function queueArnPrefix(stage: Stage): string {
  return `arn:${Aws.PARTITION}:sqs:${Aws.REGION}:${Aws.ACCOUNT_ID}:${namePrefix(stage)}-`;
}

export function queueUrlPrefix(stage: Stage): string {
  return `https://sqs.${Aws.REGION}.${Aws.URL_SUFFIX}/${Aws.ACCOUNT_ID}/${namePrefix(stage)}-`;
}

export function secretNamePrefix(stage: Stage): string {
  return `${namePrefix(stage)}/`;
}

export function secretArnPattern(stage: Stage): string {
  return secretArn(`${secretNamePrefix(stage)}*`);
}

/** The secret that an OpenID Connect client has with the provider: put there by people, and read by the function of the login alone. */
export function loginSecretName(stage: Stage): string {
  return `${namePrefix(stage)}-login`;
}

export function loginSecretPattern(stage: Stage): string {
  return madeByPeople(loginSecretName(stage));
}

/** What the names of the secrets begin with that alerts are signed by: apart from those of targets, and made at run time as they are. */
export function webhookSecretPrefix(stage: Stage): string {
  return `${namePrefix(stage)}-alert-webhook/`;
}

export function webhookSecretPattern(stage: Stage): string {
  return secretArn(`${webhookSecretPrefix(stage)}*`);
}

/** The secret with the headers that the receiver of traces wants: put there by people. */
export function tracesSecretName(stage: Stage): string {
  return `${namePrefix(stage)}-traces`;
}

export function tracesSecretPattern(stage: Stage): string {
  return madeByPeople(tracesSecretName(stage));
}

export function functionArn(functionName: string): string {
  return `arn:${Aws.PARTITION}:lambda:${Aws.REGION}:${Aws.ACCOUNT_ID}:function:${functionName}`;
}

export function tableName(
  stage: Stage,
  table: 'channels' | 'audit' | 'meters' | 'inbound',
): string {
  return `${namePrefix(stage)}-${table}`;
}

/** Holds the archive of the audit. */
export function archiveBucketName(stage: Stage): string {
  return `${archiveBucketPrefix(stage)}${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

/** What its name begins with, whatever the account. */
export function archiveBucketPrefix(stage: Stage): string {
  return `${namePrefix(stage)}-archive-`;
}

/** As Athena knows the archive: names of its databases have no dashes. */
export function archiveDatabaseName(stage: Stage): string {
  return `${namePrefix(stage)}_archive`.replaceAll('-', '_');
}

/** Holds the console's files. Names of buckets are the whole world's, hence the account and the region in it. */
export function consoleBucketName(stage: Stage): string {
  return `${namePrefix(stage)}-console-${Aws.ACCOUNT_ID}-${Aws.REGION}`;
}

function secretArn(name: string): string {
  return `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${name}`;
}

/** Secrets Manager ends the ARN of a secret with six characters of its own. */
function madeByPeople(name: string): string {
  return secretArn(`${name}-??????`);
}
