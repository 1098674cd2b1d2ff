import { accountId, arn, bucketHost, queueUrl } from './place.ts';
import type { Identity } from './resolve.ts';

export interface IdentityInput {
  readonly logicalId: string;
  /** The resolved property of that name, or `<stack>-<logical id>` when the template gives none. */
  readonly nameFrom: (property: string) => string;
  /** Where the local cloud takes requests from outside. */
  readonly apiUrl: string;
}

type Rule = (input: IdentityInput) => Identity;

const table: Rule = ({ nameFrom }) => {
  const name = nameFrom('TableName');
  const tableArn = arn('dynamodb', `table/${name}`);
  return { ref: name, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/local` } };
};

const queue: Rule = ({ nameFrom }) => {
  const name = nameFrom('QueueName');
  const url = queueUrl(name);
  return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
};

const lambda: Rule = ({ nameFrom }) => {
  const name = nameFrom('FunctionName');
  return { ref: name, attributes: { Arn: arn('lambda', `function:${name}`) } };
};

const role: Rule = ({ nameFrom }) => {
  const name = nameFrom('RoleName');
  return { ref: name, attributes: { Arn: `arn:aws:iam::000000000000:role/${name}`, RoleId: name } };
};

const logGroup: Rule = ({ nameFrom }) => {
  const name = nameFrom('LogGroupName');
  return { ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } };
};

const api: Rule = ({ logicalId, apiUrl }) => ({
  ref: logicalId,
  attributes: { ApiId: logicalId, ApiEndpoint: apiUrl },
});

const bus: Rule = ({ nameFrom }) => {
  const name = nameFrom('Name');
  return { ref: name, attributes: { Name: name, Arn: arn('events', `event-bus/${name}`) } };
};

const rule: Rule = ({ nameFrom }) => {
  const name = nameFrom('Name');
  return { ref: name, attributes: { Arn: arn('events', `rule/${name}`) } };
};

const schedule: Rule = ({ nameFrom }) => {
  const name = nameFrom('Name');
  return { ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } };
};

const topic: Rule = ({ nameFrom }) => {
  const name = nameFrom('TopicName');
  const topicArn = arn('sns', name);
  return { ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } };
};

const alarm: Rule = ({ nameFrom }) => {
  const name = nameFrom('AlarmName');
  return { ref: name, attributes: { Arn: arn('cloudwatch', `alarm:${name}`) } };
};

const key: Rule = ({ logicalId }) => ({
  ref: logicalId,
  attributes: { Arn: arn('kms', `key/${logicalId}`), KeyId: logicalId },
});

const bucket: Rule = ({ nameFrom }) => {
  const name = nameFrom('BucketName');
  return {
    ref: name,
    attributes: { Arn: `arn:aws:s3:::${name}`, RegionalDomainName: bucketHost(name) },
  };
};

const distribution: Rule = ({ logicalId, apiUrl }) => ({
  ref: logicalId,
  attributes: {
    Id: logicalId,
    Arn: `arn:aws:cloudfront::${accountId}:distribution/${logicalId}`,
    // It stands on the port of the API.
    DomainName: new URL(apiUrl).host,
  },
});

const edgeFunction: Rule = ({ logicalId }) => {
  const functionArn = `arn:aws:cloudfront::${accountId}:function/${logicalId}`;
  return { ref: functionArn, attributes: { Arn: functionArn, FunctionARN: functionArn } };
};

const other: Rule = ({ logicalId }) => ({
  ref: logicalId,
  attributes: { Id: logicalId, Arn: arn('local', logicalId) },
});

const rules = new Map<string, Rule>([
  ['AWS::DynamoDB::Table', table],
  ['AWS::DynamoDB::GlobalTable', table],
  ['AWS::SQS::Queue', queue],
  ['AWS::Lambda::Function', lambda],
  ['AWS::IAM::Role', role],
  ['AWS::Logs::LogGroup', logGroup],
  ['AWS::ApiGatewayV2::Api', api],
  ['AWS::Events::EventBus', bus],
  ['AWS::Events::Rule', rule],
  ['AWS::Scheduler::Schedule', schedule],
  ['AWS::SNS::Topic', topic],
  ['AWS::CloudWatch::Alarm', alarm],
  ['AWS::KMS::Key', key],
  ['AWS::S3::Bucket', bucket],
  ['AWS::CloudFront::Distribution', distribution],
  ['AWS::CloudFront::Function', edgeFunction],
]);

/** What `Ref` and `Fn::GetAtt` give for a resource, by its type. */
export function resourceIdentity(type: string, input: IdentityInput): Identity {
  return (rules.get(type) ?? other)(input);
}
