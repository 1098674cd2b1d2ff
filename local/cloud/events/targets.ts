import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import type { Authorizer } from '../iam/authorizer.ts';
import { roleName, type Session } from '../iam/session.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Topics } from '../sns/topics.ts';
import type { SendToQueue } from '../sqs/send-to-queue.ts';
import { inputTransformerSchema, transformed } from './input-transformer.ts';

export const targetSchema = z.object({
  Arn: z.string().startsWith('arn:'),
  /** What a schedule assumes to reach its target. A rule has none: what it reaches says itself whom it lets in. */
  RoleArn: z.string().optional(),
  Input: z.string().optional(),
  InputPath: z.never().optional(),
  InputTransformer: inputTransformerSchema.optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
});

export type Target = z.infer<typeof targetSchema>;

/** Hands an event to the target of a rule or schedule, which says by its ARN that it comes from there. */
export type Deliver = (target: Target, event: unknown, source: string) => Promise<void>;

export interface Delivery {
  /** As AWS does: a function's failure is tried again, then goes to its failure destination. */
  readonly deliver: Deliver;
  /** One attempt. @throws CloudError when the function fails. */
  readonly attempt: Deliver;
}

export interface DeliveryParts {
  readonly functions: Functions;
  readonly sendToQueue: SendToQueue;
  readonly authorizer: Authorizer;
  readonly topics: Pick<Topics, 'publish'>;
}

/**
 * @throws CloudError from the returned functions for a target that is neither a function, a queue nor a topic, AwsError for one that the
 * target's role does not allow.
 */
export function createDelivery(parts: DeliveryParts): Delivery {
  const { functions, sendToQueue, authorizer, topics } = parts;
  const to = (handOver: (arn: string, input: string) => Promise<void>): Deliver => {
    return async (target, event, source) => {
      const input = inputOf(target, event);
      const { Arn: resource, SqsParameters } = target;
      const session = sessionOf(target);
      const service = resource.split(':')[2];
      if (service === 'lambda') {
        if (session) authorizer.authorize(session, [{ action: 'lambda:InvokeFunction', resource }]);
        await handOver(resource, input);
      } else if (service === 'sqs') {
        await sendToQueue(resource, input, { session, group: SqsParameters?.MessageGroupId });
      } else if (service === 'sns') topics.publish(resource, input, source);
      else throw new CloudError(`no target for events: ${resource}`);
    };
  };
  return {
    deliver: to((arn, input) => functions.invokeAsync(arn, input)),
    attempt: to(async (arn, input) => {
      const outcome = await functions.invoke(arn, input);
      if (outcome.ok) return;
      throw new CloudError(`${arn} failed: ${JSON.stringify(outcome.failure)}`);
    }),
  };
}

function inputOf({ Input, InputTransformer }: Target, event: unknown): string {
  if (InputTransformer !== undefined) return transformed(InputTransformer, event);

  return Input ?? JSON.stringify(event);
}

function sessionOf({ RoleArn }: Target): Session | undefined {
  return RoleArn === undefined ? undefined : { role: roleName(RoleArn), name: 'scheduler' };
}
