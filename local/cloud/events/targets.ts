import * as z from 'zod';
import { CloudError } from '../common/cloud-error.ts';
import type { Functions } from '../lambda/functions.ts';
import type { SendToQueue } from '../sqs/send-to-queue.ts';

export const targetSchema = z.object({
  Arn: z.string().startsWith('arn:'),
  Input: z.string().optional(),
  InputPath: z.never().optional(),
  InputTransformer: z.never().optional(),
  SqsParameters: z.object({ MessageGroupId: z.string() }).optional(),
});

export type Target = z.infer<typeof targetSchema>;

/** Hands an event to a rule's or schedule's target. */
export type Deliver = (target: Target, event: unknown) => Promise<void>;

export interface Delivery {
  /** As AWS does: a function's failure is tried again, then goes to its failure destination. */
  readonly deliver: Deliver;
  /** One attempt. @throws CloudError when the function fails. */
  readonly attempt: Deliver;
}

/** @throws CloudError from the returned functions for a target that is neither a function nor a queue. */
export function createDelivery(functions: Functions, sendToQueue: SendToQueue): Delivery {
  const to = (handOver: (arn: string, input: string) => Promise<void>): Deliver => {
    return async (target, event) => {
      const input = target.Input ?? JSON.stringify(event);
      const service = target.Arn.split(':')[2];
      if (service === 'lambda') await handOver(target.Arn, input);
      else if (service === 'sqs') {
        await sendToQueue(target.Arn, input, target.SqsParameters?.MessageGroupId);
      } else throw new CloudError(`no target for events: ${target.Arn}`);
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
