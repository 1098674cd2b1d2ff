import * as z from 'zod';
import { readObject } from '../../json.ts';
import type { ApiRequest, ApiRoute } from '../api/api-request.ts';
import { flagSchema } from '../api/flag.ts';
import { pageFields, pageOf } from '../api/list-page.ts';
import { failMessage, failResult, type Reply, success } from '../reply.ts';
import type { Delivery } from './delivery-log.ts';
import { isLoopback, type StoredWebhook, webhookView } from './stored-webhook.ts';

const all = /^\/v1\/webhooks\/unifiedWebhooks$/;
const one = /^\/v1\/webhooks\/unifiedWebhooks\/(\d+)$/;
const notFound = failResult(404, 'Webhook not found');

const bodySchema = z.object({
  isEnabled: flagSchema.transform((flag) => flag === 1).optional(),
  url: z.url().optional(),
  login: z.string().nullish(),
  password: z.string().nullish(),
  alertingEmailAddress: z.string().nullish(),
});

/** Unified webhooks and the log of what was delivered to them. The older kinds of webhooks are not there. */
export const webhookRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: all, handle: list },
  { method: 'POST', path: all, handle: create },
  { method: 'GET', path: one, handle: read },
  { method: 'PUT', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'GET', path: /^\/v1\/unifiedWebhookLogs$/, handle: logs },
];

function list({ state, account_id }: ApiRequest): Reply {
  return success(state.webhooks.list(account_id).map(webhookView));
}

function read({ state, id, account_id }: ApiRequest): Reply {
  const webhook = state.webhooks.find(id, account_id);

  return webhook === undefined ? notFound : success(webhookView(webhook));
}

function create(request: ApiRequest): Reply {
  const { state, account_id } = request;
  const body = readBody(request);
  if (typeof body === 'string') return failMessage(400, body);
  if (body.url === undefined) return failMessage(400, 'Webhook error: url: is required');
  const webhook: StoredWebhook = {
    id: state.webhooks.nextId(),
    account_id,
    is_enabled: body.isEnabled ?? true,
    url: body.url,
    login: body.login ?? null,
    password: body.password ?? null,
    alerting_email: body.alertingEmailAddress ?? null,
    failing_since: null,
  };
  state.webhooks.save(webhook);
  state.deliveries.ping(webhook);
  request.call.committed = true;

  return success(webhookView(webhook));
}

/** Null takes a login, a password and an address away; what is left out stays. */
function update(request: ApiRequest): Reply {
  const { state, account_id, id } = request;
  const webhook = state.webhooks.find(id, account_id);
  if (webhook === undefined) return notFound;
  const body = readBody(request);
  if (typeof body === 'string') return failMessage(400, body);
  const kept = <T>(given: T | undefined, before: T) => (given === undefined ? before : given);
  const changed: StoredWebhook = {
    ...webhook,
    is_enabled: kept(body.isEnabled, webhook.is_enabled),
    url: kept(body.url, webhook.url),
    login: kept(body.login, webhook.login),
    password: kept(body.password, webhook.password),
    alerting_email: kept(body.alertingEmailAddress, webhook.alerting_email),
    failing_since: body.isEnabled === true ? null : webhook.failing_since,
  };
  state.webhooks.save(changed);
  request.call.committed = true;

  return success(webhookView(changed));
}

function remove({ state, account_id, id, call }: ApiRequest): Reply {
  if (state.webhooks.find(id, account_id) === undefined) return notFound;
  state.webhooks.remove(id);
  call.committed = true;

  return success([]);
}

/** The newest attempt first. What was lost is in no log. */
function logs({ state, account_id, query }: ApiRequest): Reply {
  const { limit, offset } = pageOf(query);
  const isAsked = (name: string, value: number | null) =>
    !query.has(name) || Number(query.get(name)) === value;
  const matching = state.deliveries.log
    .list()
    .reverse()
    .filter((delivery) => delivery.account_id === account_id && delivery.attempt > 0)
    .filter(({ webhook_id }) => isAsked('unifiedWebhookId', webhook_id))
    .filter(({ listing_id }) => isAsked('listingMapId', listing_id));
  const rows = matching.slice(offset, offset + limit).map((delivery) => ({
    ...logView(delivery),
    isEnabled: Number(state.webhooks.find(delivery.webhook_id)?.is_enabled ?? false),
  }));

  const { length } = matching;

  return success(
    rows,
    pageFields({ limit, offset, count: length, total: length }, state.settings.pageInfo),
  );
}

function logView(delivery: Delivery) {
  return {
    id: delivery.seq,
    accountId: delivery.account_id,
    listingMapId: delivery.listing_id,
    webhookNotificationSettingId: delivery.webhook_id,
    url: delivery.url,
    login: delivery.login,
    password: delivery.has_password ? '****' : null,
    object: delivery.object,
    objectId: delivery.object_id,
    event: delivery.event,
    responseStatus: delivery.status,
    responseBody: delivery.response_body,
  };
}

function readBody({ body }: ApiRequest): z.infer<typeof bodySchema> | string {
  const { success: isGood, data, error } = bodySchema.safeParse(readObject(body));
  if (!isGood) {
    const [issue] = error.issues;
    return `Webhook error: ${issue?.path.join('.') || 'body'}: ${issue?.message}`;
  }
  // Hostaway takes others too; a stand-in must never call out.
  if (data.url !== undefined && !isLoopback(data.url))
    return 'Webhook error: url: this simulator calls loopback addresses only';

  return data;
}
