import { useQuery } from '@tanstack/react-query';
import { answer, api, type Schemas } from '../http/client.ts';
import { isStatus } from '../http/problem.ts';

export type Webhook = Schemas['AlertWebhook'];

export const webhookKey = ['alert-webhook'];

/** Where the account's alerts are sent to; null: nowhere. */
export function useWebhook() {
  return useQuery({
    queryKey: webhookKey,
    queryFn: () =>
      answer(api.GET('/api/channels/alert-webhook')).catch((error: unknown) => {
        if (isStatus(error, 404)) return null;
        throw error;
      }),
  });
}
