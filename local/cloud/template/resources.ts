import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import { readAssembly } from './assembly.ts';
import { providersIn } from './providers.ts';
import { createResolver, type Identify, type Identity, isTrue, type Resolve } from './resolve.ts';
import { resourceIdentity } from './resource-identity.ts';
import type { Stack, TemplateResource } from './template.ts';

/** A resource with every intrinsic function in its properties replaced. */
export interface Resource {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly ref: string;
  readonly arn: string | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Everything the stacks define, ready to be made real. */
export interface Resources {
  ofType(...types: readonly string[]): readonly Resource[];
  /** The local folder of an asset. */
  assetFolder(objectKey: string): string | undefined;
  /** Values of the stacks' outputs, by name. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** Made real by the local cloud. */
const supported = new Set([
  'AWS::ApiGatewayV2::Api',
  'AWS::ApiGatewayV2::Integration',
  'AWS::ApiGatewayV2::Route',
  'AWS::ApiGatewayV2::Stage',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::ResponseHeadersPolicy',
  'AWS::DynamoDB::GlobalTable',
  'AWS::DynamoDB::Table',
  'AWS::Events::EventBus',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Lambda::Permission',
  'AWS::Scheduler::Schedule',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'AWS::SQS::Queue',
  'Custom::CDKBucketDeployment',
]);

/** Without effect on what the functions do on one machine. */
const harmless = new Set([
  'AWS::Athena::NamedQuery',
  'AWS::Athena::WorkGroup',
  'AWS::CDK::Metadata',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::CompositeAlarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Events::Archive',
  'AWS::Events::EventBusPolicy',
  'AWS::Glue::Database',
  'AWS::Glue::Table',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::Lambda::LayerVersion',
  'AWS::Logs::LogGroup',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::Logs::ResourcePolicy',
  'AWS::ResourceGroups::Group',
  'AWS::SNS::Subscription',
  'AWS::SQS::QueuePolicy',
  'AWS::Scheduler::ScheduleGroup',
]);

/**
 * Loads a cloud assembly and resolves all its stacks.
 *
 * @throws CloudError naming each resource whose type the local cloud can neither run nor safely ignore.
 */
export async function loadResources(folder: string, apiUrl: string): Promise<Resources> {
  const stacks = await readAssembly(folder);
  refuseUnknownTypes(stacks);
  const identities = new Map<string, Identity>();
  const identify: Identify = (stack, logicalId) => {
    const known = identities.get(`${stack.name}/${logicalId}`);
    const resource = stack.template.Resources[logicalId];
    if (known !== undefined || resource === undefined) return known;
    const identity = resourceIdentity(resource.Type, {
      logicalId,
      apiUrl,
      nameFrom: (property) =>
        String(
          resolve(stack, resource.Properties[property]) ?? defaultName(stack, logicalId, resource),
        ),
    });
    identities.set(`${stack.name}/${logicalId}`, identity);
    return identity;
  };
  const resolve = createResolver(stacks, identify);
  const resources = stacks.flatMap((stack) => resourcesOf(stack, identify, resolve));
  return {
    ofType: (...types) => resources.filter(({ type }) => types.includes(type)),
    assetFolder: (objectKey) =>
      stacks.map(({ assets }) => assets.get(objectKey)).find((path) => path !== undefined),
    outputs: outputsOf(stacks, resolve),
  };
}

/** Parses a resource's properties. @throws CloudError naming the resource and what is wrong with it. */
export function propertiesOf<S extends z.ZodType>(resource: Resource, schema: S): z.output<S> {
  const parsed = schema.safeParse(resource.properties);
  if (parsed.success) return parsed.data;
  const where = `${resource.stack}/${resource.logicalId} (${resource.type})`;
  throw new CloudError(`${where} is not what the local cloud can run: ${parsed.error.message}`);
}

function refuseUnknownTypes(stacks: readonly Stack[]): void {
  const unknown = stacks.flatMap((stack) =>
    Object.entries(stack.template.Resources)
      .filter(([, { Type }]) => !supported.has(Type) && !harmless.has(Type))
      .map(([logicalId, { Type }]) => `${stack.name}/${logicalId} (${Type})`),
  );
  if (unknown.length > 0) {
    throw new CloudError(`the local cloud cannot run: ${unknown.join(', ')}`);
  }
}

function resourcesOf(stack: Stack, identify: Identify, resolve: Resolve): Resource[] {
  const providers = providersIn(stack.template);
  return Object.entries(stack.template.Resources)
    .filter(([id, resource]) => supported.has(resource.Type) && !providers.has(id))
    .filter(([, { Condition }]) => Condition === undefined || isTrue(stack, Condition, resolve))
    .map(([logicalId, resource]) => {
      const identity = identify(stack, logicalId);
      return {
        stack: stack.name,
        logicalId,
        type: resource.Type,
        ref: identity?.ref ?? logicalId,
        arn: identity?.attributes.Arn,
        properties: z.record(z.string(), z.unknown()).parse(resolve(stack, resource.Properties)),
      };
    });
}

function outputsOf(stacks: readonly Stack[], resolve: Resolve): Record<string, string> {
  return Object.fromEntries(
    stacks.flatMap((stack) =>
      Object.entries(stack.template.Outputs).map(([name, output]) => [
        name,
        String(resolve(stack, output.Value)),
      ]),
    ),
  );
}

function defaultName(stack: Stack, logicalId: string, resource: TemplateResource): string {
  const suffix = resource.Properties.FifoQueue === true ? '.fifo' : '';
  return `${stack.name}-${logicalId}${suffix}`;
}
