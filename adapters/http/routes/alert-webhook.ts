import * as z from 'zod';
import { shownAlertWebhookSchema } from '../../../domain/webhook/alert-webhook.ts';
import type { Route } from '../route.ts';

const base = { function: 'targets-api', tag: 'Channels', access: ['Owner'] } as const;
const path = '/api/channels/alert-webhook';

const webhook = shownAlertWebhookSchema.meta({ id: 'AlertWebhook' });
const withSecret = shownAlertWebhookSchema.extend({
  secret: z.string().meta({
    description:
      'What messages are signed with (Standard Webhooks). Keep it: it is not shown again.',
    examples: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
  }),
});

export const getAlertWebhook = {
  ...base,
  operation_id: 'getAlertWebhook',
  method: 'GET',
  path,
  summary: "Where this account's alerts are sent to, and how that goes",
  responses: { 200: webhook },
  problems: [404],
} as const satisfies Route;

export const putAlertWebhook = {
  ...base,
  operation_id: 'putAlertWebhook',
  method: 'PUT',
  path,
  summary: 'Send alerts to an address of your own, signed with a new secret, shown this once',
  body: z.strictObject({
    url: z
      .string()
      .max(2048)
      .meta({
        description: 'https on a public host, without a query.',
        examples: ['https://example.com/hooks/alerts'],
      }),
  }),
  responses: { 200: withSecret },
} as const satisfies Route;

export const deleteAlertWebhook = {
  ...base,
  operation_id: 'deleteAlertWebhook',
  method: 'DELETE',
  path,
  summary: 'Send alerts there no more',
  responses: { 204: null },
  problems: [404],
} as const satisfies Route;

export const rotateAlertWebhookSecret = {
  ...base,
  operation_id: 'rotateAlertWebhookSecret',
  // Its answer holds the secret, which nobody keeps.
  keeps_no_answer: true,
  method: 'POST',
  path: `${path}/secret`,
  summary:
    'A new signing secret, shown this once; messages are signed with the old one too for a day',
  responses: { 200: withSecret },
  problems: [404],
} as const satisfies Route;

export const testAlertWebhook = {
  ...base,
  operation_id: 'testAlertWebhook',
  keeps_no_answer: true,
  method: 'POST',
  path: `${path}/test`,
  summary: 'Send a test, and see what the receiver answers',
  responses: {
    200: z.object({
      delivered: z.boolean(),
      status: z.int().nullable().meta({ description: 'Null where there was no answer.' }),
      message: z.string(),
      answer: z.string().meta({ description: "The beginning of the receiver's answer." }),
    }),
  },
  problems: [404],
} as const satisfies Route;

export const alertWebhookRoutes: readonly Route[] = [
  getAlertWebhook,
  putAlertWebhook,
  deleteAlertWebhook,
  rotateAlertWebhookSecret,
  testAlertWebhook,
];
