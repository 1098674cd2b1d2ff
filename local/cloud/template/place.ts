/** Where the local cloud pretends to be. */
export const region = 'us-east-1';
export const accountId = '000000000000';

export function arn(service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${accountId}:${resource}`;
}

export function queueUrl(name: string): string {
  return `https://sqs.${region}.amazonaws.com/${accountId}/${name}`;
}

/** The function's name in `arn:aws:lambda:...:function:<name>[:<qualifier>]`; a bare name is returned as it is. */
export function functionNameOf(nameOrArn: string): string {
  if (!nameOrArn.startsWith('arn:')) return nameOrArn.split(':')[0] ?? nameOrArn;
  return nameOrArn.split(':')[6] ?? nameOrArn;
}

/** The last part of an ARN such as a queue's: its name. */
export function nameInArn(value: string): string {
  return value.slice(value.lastIndexOf(':') + 1);
}

/** By which S3 knows a bucket. */
export function bucketHost(name: string): string {
  return `${name}.s3.${region}.amazonaws.com`;
}

/** By which API Gateway knows an API. */
export function apiHost(id: string): string {
  return `${id}.execute-api.${region}.amazonaws.com`;
}
