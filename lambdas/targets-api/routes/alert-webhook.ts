import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/alert-webhook.ts';
import { shownAlertWebhook } from '../../../domain/webhook/alert-webhook.ts';
import {
  findWebhook,
  removeWebhook,
  rotateSecret,
  setWebhook,
  testWebhook,
  type WebhookDeps,
  type WithSecret,
} from '../../../domain/webhook/manage-webhook.ts';

/** The calls by which an Owner has alerts sent to a system of their own. */
export function alertWebhookRoutes(deps: WebhookDeps): BoundRoute[] {
  const withSecret = ({ webhook, secret }: WithSecret) => ({
    status: 200,
    body: { ...shownAlertWebhook(webhook, deps.clock()), secret },
  });

  return [
    bind(routes.getAlertWebhook, async ({ principal }) => ({
      status: 200,
      body: shownAlertWebhook(await findWebhook(principal, deps), deps.clock()),
    })),
    bind(routes.putAlertWebhook, async ({ principal, body: { url } }) =>
      withSecret(await setWebhook(principal, { url, set_by: principal.user_id }, deps)),
    ),
    bind(routes.deleteAlertWebhook, async ({ principal }) => {
      await removeWebhook(principal, deps);
      return { status: 204 };
    }),
    bind(routes.rotateAlertWebhookSecret, async ({ principal }) =>
      withSecret(await rotateSecret(principal, deps)),
    ),
    bind(routes.testAlertWebhook, async ({ principal }) => {
      const { outcome, status, message, body } = await testWebhook(principal, deps);
      return {
        status: 200,
        body: { delivered: outcome === 'delivered', status, message, answer: body },
      };
    }),
  ];
}
