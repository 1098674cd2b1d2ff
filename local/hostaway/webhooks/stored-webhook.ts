import * as z from 'zod';

/** Where an account wants its events, as the simulator keeps it. */
export const storedWebhookSchema = z.object({
  id: z.int(),
  account_id: z.int(),
  is_enabled: z.boolean(),
  url: z.string(),
  login: z.string().nullable(),
  password: z.string().nullable(),
  alerting_email: z.string().nullable(),
  /** Epoch ms of the first failure since the last success. */
  failing_since: z.number().nullable(),
});

export type StoredWebhook = z.infer<typeof storedWebhookSchema>;

/** A webhook as the API shows it: its password only as far as that there is one. */
export function webhookView(webhook: StoredWebhook) {
  return {
    id: webhook.id,
    isEnabled: Number(webhook.is_enabled),
    url: webhook.url,
    login: webhook.login,
    password: webhook.password === null ? null : '****',
    alertingEmailAddress: webhook.alerting_email,
  };
}

/** Whether a URL leads back to this machine: the simulator calls nobody else. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);

  return /^https?:$/.test(protocol) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
