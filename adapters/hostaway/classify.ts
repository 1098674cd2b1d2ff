import * as z from 'zod';
import type { CallOutcome, FailedCall } from '../../domain/channel/channel.ts';
import { cutText } from '../../domain/common/cut-text.ts';
import type { ExchangeError, HttpAnswer } from '../channels/exchange.ts';
import { externalIdSchema } from './external-id.ts';
import { limitHit } from './retry-hint.ts';

/** What a call was for: what counts as a complete answer depends on it. */
export type Intent = 'create' | 'update' | 'remove' | 'read';

export interface ClassifyContext {
  readonly intent: Intent;
  /** When the answer came, epoch ms. */
  readonly now: number;
  /** Takes secrets and personal data out of the channel's words. */
  readonly redact: (text: string) => string;
}

const maxExcerpt = 500;
const bodySchema = z.record(z.string(), z.unknown());
const createdSchema = z.object({ id: externalIdSchema });

type Body = z.infer<typeof bodySchema>;

/**
 * What an answer of Hostaway means. A success is a 2xx whose body says `status: "success"` (of a create: with an id). `fail` in a
 * 2xx is a no to the content. A 2xx that says neither is not in Hostaway's envelope and stays unclear, even with a result: looking
 * again is safe, believing a proxy's page is not. The one exception is 204 to a removal, which leaves nothing to tell.
 * A refusal that names a time to come back is a limit, whatever its status.
 */
export function classify(answer: HttpAnswer, context: ClassifyContext): CallOutcome {
  const { status } = answer;
  const body = parseBody(answer.body);
  const base = { http_status: status, response_excerpt: excerptOf(answer, body, context) };
  const failed = { ...base, error_message: messageOf(status, body, context) };

  if (status >= 200 && status < 300)
    return classifySuccess(answer, body, { context, base, failed });
  const { limit, retry_at } = limitHit(answer.headers, context.now);
  if (asksToWait(status, failed.error_message, retry_at))
    return { ...failed, ...named(failed.error_message, limit), kind: 'rate_limited', retry_at };
  if (isPageInBetween(answer, body, context.intent)) return { ...failed, kind: 'unclear' };
  if (status === 401 || status === 403) return { ...failed, kind: 'unauthorized' };
  if (isAboutOneListing(context.intent) && saysGone(status, failed.error_message))
    return { ...failed, kind: 'missing' };
  if (status === 408 || status === 425) return { ...failed, kind: 'unclear' };
  if (status >= 300 && status < 400) return { ...failed, kind: 'refused', validation: false };
  if (status >= 400 && status < 500) {
    return {
      ...failed,
      kind: 'refused',
      validation: dislikesContent(status, failed.error_message),
    };
  }
  return { ...failed, kind: 'unclear' };
}

/** Statuses that say nothing about the content, so that with a time to come back they only ask for patience. */
const maybePassing = new Set([401, 403, 408, 425]);

/** 429, and what gateways and firewalls answer instead of it: a time to come back, or the words for a limit in a refusal. */
function asksToWait(status: number, message: string, retryAt: number | null): boolean {
  if (status === 429) return true;
  if (retryAt !== null) return maybePassing.has(status) || status >= 500;

  return (
    (status === 401 || status === 403) &&
    /too many (requests|calls)|rate.?limit|throttl|slow down/i.test(message)
  );
}

/**
 * A refusal as a page for humans comes from something before Hostaway, such as a firewall, and says nothing of credentials
 * or a listing. A read of an address that does not exist is a no in whatever form.
 */
function isPageInBetween(
  { status, body }: HttpAnswer,
  own: Body | undefined,
  intent: Intent,
): boolean {
  if (own !== undefined || body.trim() === '') return false;

  return status === 401 || status === 403 || (status === 404 && isAboutOneListing(intent));
}

/** "Listing not found", "Listing with id 42 has been deleted" and the like; not what is missing of a listing. */
const goneWords =
  /\blisting(?: (?:with|id|could|can|does|do|was|is|has|had|been|already|no|[^\sa-z]+))* (?:not (?:be )?found|cannot be found|not exist|doesn't exist|longer exists?|deleted|removed)\b/i;

/** The listing written to does not exist any more; some endpoints tell it in a 400. */
function saysGone(status: number, message: string): boolean {
  if (status === 404 || status === 410) return true;

  return status >= 400 && status < 500 && goneWords.test(message);
}

/** The outcome of a call without a complete answer. Only a blocked address is known not to have been called. */
export function classifyTrouble(error: ExchangeError): FailedCall {
  const base = { http_status: null, response_excerpt: null, error_message: error.message };

  return error.reason === 'blocked'
    ? { ...base, kind: 'refused', validation: false }
    : { ...base, kind: 'unclear', ...(error.unsent ? { unsent: true } : {}) };
}

/** Which limit it was tells an operator whether a lower rate of the target would help. */
function named(message: string, limit: string | null): { readonly error_message: string } {
  return { error_message: limit === null ? message : shorten(`${limit} is used up: ${message}`) };
}

interface Parts {
  readonly context: ClassifyContext;
  readonly base: { readonly http_status: number; readonly response_excerpt: string };
  readonly failed: Parts['base'] & { readonly error_message: string };
}

function classifySuccess(answer: HttpAnswer, body: Body | undefined, parts: Parts): CallOutcome {
  const { base, failed, context } = parts;
  const unclear = (why: string): CallOutcome => ({
    ...failed,
    kind: 'unclear',
    error_message: `Hostaway answered ${answer.status} ${why}`,
  });

  if (context.intent === 'remove' && answer.status === 204) {
    return { ...base, kind: 'accepted', error_message: null, external_listing_id: null };
  }
  if (!body) return unclear('with a body that cannot be read');
  if (body.status === 'fail') return { ...failed, kind: 'refused', validation: true };
  if (body.status !== 'success') return unclear('without saying whether it succeeded');

  const created = createdSchema.safeParse(body.result);
  const id = created.success ? created.data.id : null;
  if (context.intent === 'create' && id === null)
    return unclear('without an id for the new listing');

  const external_listing_id = context.intent === 'read' ? null : id;
  return { ...base, kind: 'accepted', error_message: null, external_listing_id };
}

function isAboutOneListing(intent: Intent): boolean {
  return intent === 'update' || intent === 'remove';
}

function dislikesContent(status: number, message: string): boolean {
  return (
    status === 400 || status === 409 || status === 422 || /listing error|invalid/i.test(message)
  );
}

function parseBody(text: string): Body | undefined {
  try {
    return bodySchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Hostaway puts its words into `result` or `message`, depending on the endpoint; OAuth into `error_description`. */
function messageOf(status: number, body: Body | undefined, { redact }: ClassifyContext): string {
  const words = [body?.result, body?.message, body?.error_description, body?.error].find(
    (text): text is string => typeof text === 'string' && text.trim() !== '',
  );
  return shorten(redact(words?.trim() ?? `Hostaway answered ${status}`));
}

/** Only what is known to be harmless: the channel's verdict and words and an id, never the listing it echoes. */
function excerptOf(answer: HttpAnswer, body: Body | undefined, context: ClassifyContext): string {
  if (!body) return `(${answer.body.length} characters that are not a JSON object)`;

  const created = createdSchema.safeParse(body.result);
  const summary = {
    status: wordOf(body.status, context),
    error: wordOf(body.error, context),
    id: created.success ? Number(created.data.id) : undefined,
    message: body.status === 'success' ? undefined : messageOf(answer.status, body, context),
  };
  return shorten(context.redact(JSON.stringify(summary)));
}

/** Cut only when it is clean: half a secret would not be recognised. */
function wordOf(value: unknown, { redact }: ClassifyContext): string | undefined {
  return typeof value === 'string' ? cutText(redact(value), 50) : undefined;
}

function shorten(text: string): string {
  return cutText(text, maxExcerpt).toWellFormed();
}
