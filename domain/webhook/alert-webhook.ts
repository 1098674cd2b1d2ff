import * as z from 'zod';
import { type Tenant, tenantSchema } from '../common/tenant.ts';
import { timestampSchema, toTimestamp } from '../common/time.ts';
import { previousKeyMs } from './signing-keys.ts';

/** Where a tenant's alerts are sent to, and how that goes. */
export const alertWebhookSchema = z.object({
  ...tenantSchema.shape,
  url: z.url(),
  /** The name of the secret with the keys that messages are signed by. */
  secret_ref: z.string(),
  set_at: timestampSchema,
  set_by: z.uuid(),
  rotated_at: timestampSchema.optional(),
  /** Nobody calls the receiver before this: somebody does so now, or it has just failed. */
  free_at: timestampSchema,
  /** The receiver wants no more. */
  switched_off_at: timestampSchema.optional(),
  last_delivered_at: timestampSchema.optional(),
  last_failed_at: timestampSchema.optional(),
  last_failure: z.string().optional(),
  /** When an alert's message was last given up, after a day of tries. */
  last_given_up_at: timestampSchema.optional(),
});

export type AlertWebhook = z.infer<typeof alertWebhookSchema>;

/** As an Owner sees it: without the keys, and without where they are. */
export const shownAlertWebhookSchema = z.object({
  url: z.url(),
  set_at: timestampSchema,
  rotated_at: timestampSchema.nullable(),
  old_secret_until: timestampSchema.nullable().meta({
    description: 'Until then messages are signed with the secret before the last rotation as well.',
  }),
  switched_off_at: timestampSchema.nullable().meta({
    description: 'The receiver answered 410: nothing is sent to it until it is set again.',
  }),
  last_delivered_at: timestampSchema.nullable(),
  last_failed_at: timestampSchema.nullable(),
  last_failure: z.string().nullable(),
  last_given_up_at: timestampSchema.nullable().meta({
    description: 'When a message was last given up, after a day of tries.',
  }),
});

export type ShownAlertWebhook = z.infer<typeof shownAlertWebhookSchema>;

export function shownAlertWebhook(webhook: AlertWebhook, now: number): ShownAlertWebhook {
  const { url, set_at, rotated_at = null, switched_off_at = null } = webhook;
  const { last_delivered_at = null, last_failed_at = null } = webhook;
  const { last_failure = null, last_given_up_at = null } = webhook;
  const old = rotated_at === null ? 0 : Date.parse(rotated_at) + previousKeyMs;

  return {
    ...{ url, set_at, rotated_at, switched_off_at },
    old_secret_until: old > now ? toTimestamp(old) : null,
    ...{ last_delivered_at, last_failed_at, last_failure, last_given_up_at },
  };
}

/** What has come of calling a receiver. */
export type WebhookNote = Partial<
  Pick<
    AlertWebhook,
    | 'free_at'
    | 'rotated_at'
    | 'switched_off_at'
    | 'last_delivered_at'
    | 'last_failed_at'
    | 'last_failure'
    | 'last_given_up_at'
  >
>;

/** The webhooks of all tenants, one each at most. */
export interface AlertWebhooks {
  /** Read consistently. */
  get(tenant: Tenant): Promise<AlertWebhook | undefined>;
  /** Answers the one that it takes the place of. */
  put(webhook: AlertWebhook): Promise<AlertWebhook | undefined>;
  /** Answers what there was. */
  remove(tenant: Tenant): Promise<AlertWebhook | undefined>;
  /** Only on the webhook that was read: one that has taken its place is left alone. False then. */
  note(read: AlertWebhook, note: WebhookNote): Promise<boolean>;
  /** The webhook for the caller alone until a moment, if nobody else has it and it may be called now (timestamps). */
  claim(tenant: Tenant, now: string, until: string): Promise<Claim>;
}

/** `none`: there is nobody to tell. */
export type Claim =
  | { readonly kind: 'claimed'; readonly webhook: AlertWebhook }
  | { readonly kind: 'busy'; readonly free_at: string }
  | { readonly kind: 'none' };
