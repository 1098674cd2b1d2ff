import { cutText } from '../common/cut-text.ts';
import { NotFoundError, UnprocessableError } from '../common/errors.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import { type BaseUrlPolicy, publicUrlErrors } from '../credentials/base-url.ts';
import type { AlertWebhook, AlertWebhooks } from './alert-webhook.ts';
import { type PostJson, type Receipt, sendMessage } from './send-message.ts';
import {
  newSigningSecret,
  rotatedKeys,
  type SigningKeyVault,
  withoutKeys,
} from './signing-keys.ts';
import { testMessage } from './webhook-message.ts';

export interface WebhookDeps {
  readonly webhooks: Omit<AlertWebhooks, 'claim'>;
  readonly keys: SigningKeyVault;
  readonly post: PostJson;
  readonly base_urls: BaseUrlPolicy;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What is shown once. */
export interface WithSecret {
  readonly webhook: AlertWebhook;
  readonly secret: string;
}

/** Beginning of an answer, as much as tells what is wrong. */
const shownOfAnswer = 300;

/**
 * Sets where a tenant's alerts go from now on. What was there before is replaced, its secret too: who has received there must not
 * be able to sign for who receives here. @throws UnprocessableError
 */
export async function setWebhook(
  tenant: Tenant,
  { url, set_by }: { readonly url: string; readonly set_by: string },
  { webhooks, keys, base_urls, clock }: WebhookDeps,
): Promise<WithSecret> {
  const errors = publicUrlErrors(url, base_urls).map((message) => ({ path: 'url', message }));
  if (errors.length > 0)
    throw new UnprocessableError('validation', 'The body is not what this call takes.', errors);
  const secret = newSigningSecret();
  const { org_id, account_id } = tenant;
  const secret_ref = await keys.create(tenant, { current: secret });
  const now = toTimestamp(clock());
  const webhook: AlertWebhook = {
    ...{ org_id, account_id, url, secret_ref, set_by },
    ...{ set_at: now, free_at: now },
  };
  const before = await webhooks.put(webhook);
  if (before !== undefined) await keys.remove(before.secret_ref);

  return { webhook, secret };
}

/** A new secret; messages are signed with the old one as well for a day. @throws NotFoundError */
export async function rotateSecret(
  tenant: Tenant,
  { webhooks, keys, clock }: WebhookDeps,
): Promise<WithSecret> {
  const webhook = await findWebhook(tenant, { webhooks });
  const now = clock();
  const rotated = rotatedKeys(await keys.read(webhook.secret_ref), now);
  const rotated_at = toTimestamp(now);
  await keys.replace(webhook.secret_ref, rotated);
  if (!(await webhooks.note(webhook, { rotated_at }))) throw notFound();

  return { webhook: { ...webhook, rotated_at }, secret: rotated.current };
}

/** @throws NotFoundError */
export async function removeWebhook(
  tenant: Tenant,
  { webhooks, keys }: Pick<WebhookDeps, 'webhooks' | 'keys'>,
): Promise<void> {
  const before = await webhooks.remove(tenant);
  if (before === undefined) throw notFound();
  await keys.remove(before.secret_ref);
}

/** Sends a test and tells what the receiver answered. @throws NotFoundError */
export async function testWebhook(
  tenant: Tenant,
  { webhooks, keys: vault, post, clock, newId }: WebhookDeps,
): Promise<Receipt> {
  const { url, secret_ref } = await findWebhook(tenant, { webhooks });
  const keys = await vault.read(secret_ref);
  const now = clock();
  const message = testMessage(tenant, { id: newId(), now });
  const receipt = await sendMessage(message, { url, keys, now }, post);

  return { ...receipt, body: cutText(withoutKeys(receipt.body, keys), shownOfAnswer) };
}

/** @throws NotFoundError */
export async function findWebhook(
  tenant: Tenant,
  { webhooks }: { readonly webhooks: Pick<AlertWebhooks, 'get'> },
): Promise<AlertWebhook> {
  const webhook = await webhooks.get(tenant);
  if (webhook === undefined) throw notFound();

  return webhook;
}

function notFound(): NotFoundError {
  return new NotFoundError('No webhook is set for the alerts of this account.');
}
