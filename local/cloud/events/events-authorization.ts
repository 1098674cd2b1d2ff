import * as z from 'zod';
import type { AwsCall } from '../common/aws-call.ts';
import type { AuthorizationRequest } from '../iam/evaluate.ts';
import { arn } from '../template/place.ts';

const entriesInput = z.object({
  Entries: z.array(z.object({ EventBusName: z.string().default('default') })).default([]),
});

/** What a call of EventBridge needs: its action on each bus that an entry is for. */
export function eventsAuthorizations({ action, body }: AwsCall): AuthorizationRequest[] {
  const { Entries } = entriesInput.parse(JSON.parse(body.toString()));
  const buses = new Set(Entries.map(({ EventBusName }) => EventBusName));
  return [...buses].map((bus) => ({
    action: `events:${action}`,
    resource: bus.startsWith('arn:') ? bus : arn('events', `event-bus/${bus}`),
  }));
}
