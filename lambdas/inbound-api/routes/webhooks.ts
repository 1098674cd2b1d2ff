import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { receiveWebhook } from '../../../adapters/http/routes/inbound.ts';
import { unauthorized } from '../../../adapters/http/who-asks/unauthorized.ts';
import { UnavailableError } from '../../../domain/common/errors.ts';
import type { Report } from '../../../domain/common/report.ts';
import { type ReceiveDeps, receiveDelivery } from '../../../domain/inbound/receive-delivery.ts';

/** Channels try again then; most do so for an hour. */
const comeBackMs = 60_000;

/** The call by which channels tell us something. */
export function webhookRoutes(deps: ReceiveDeps & { readonly report: Report }): BoundRoute[] {
  return [
    bind(receiveWebhook, async ({ params, headers: { authorization }, body: text, trace_id }) => {
      const received = { ...params, authorization, text, trace_id };
      const outcome = await receiveDelivery(received, deps).catch((cause: unknown) => {
        deps.report('delivery-not-stored', { target_id: params.target_id, error: cause });
        const message = 'It could not be put on record. Send it again.';
        throw new UnavailableError('not-stored', message, { retry_after_ms: comeBackMs, cause });
      });
      if (outcome === 'refused')
        throw unauthorized('These are not the credentials of a subscription here.', 'Basic');

      return { status: 200, body: { stored: true } };
    }),
  ];
}
