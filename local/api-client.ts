import { setTimeout as sleep } from 'node:timers/promises';
import type * as z from 'zod';
import { pageSchema } from '../adapters/http/page.ts';
import { problemSchema } from '../adapters/http/problem.ts';
import type { Route } from '../adapters/http/route.ts';
import * as calendar from '../adapters/http/routes/calendar.ts';
import * as health from '../adapters/http/routes/health.ts';
import * as inbound from '../adapters/http/routes/inbound.ts';
import * as listings from '../adapters/http/routes/listings.ts';
import * as supply from '../adapters/http/routes/supply.ts';
import * as targets from '../adapters/http/routes/targets.ts';
import { type InboundAudit, inboundAuditSchema } from '../domain/inbound/inbound-audit.ts';
import { type Listing, listingSchema } from '../domain/listings/listing.ts';
import { type OutboundAudit, outboundAuditSchema } from '../domain/listings/outbound-audit.ts';
import { type Unit, type UnitContent, unitSchema } from '../domain/supply/unit.ts';
import { type Target, targetSchema } from '../domain/targets/target.ts';

/** The API said no. `slug` is the last part of the problem's type, e.g. `not-found`. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly slug: string;

  constructor(status: number, slug: string, message: string) {
    super(message);
    this.status = status;
    this.slug = slug;
  }
}

interface CallParts {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** The public HTTP API as one key holder sees it. Every method throws `ApiError` for an answer that is not a success. */
export class ApiClient {
  readonly #baseUrl: string;
  readonly #key: string;

  constructor(baseUrl: string, key: string) {
    this.#baseUrl = baseUrl;
    this.#key = key;
  }

  createTarget(body: z.input<typeof targets.createTarget.body>): Promise<Target> {
    return this.#call(targets.createTarget, targetSchema, { body });
  }

  targets(): Promise<Target[]> {
    return this.#all(targets.listTargets, targetSchema, {});
  }

  target(id: string): Promise<Target> {
    return this.#call(targets.getTarget, targetSchema, { params: { id } });
  }

  changeTarget(id: string, body: z.input<typeof targets.patchTarget.body>): Promise<Target> {
    return this.#call(targets.patchTarget, targetSchema, { params: { id }, body });
  }

  /** How a target is doing and has been. */
  targetHealth(id: string): Promise<z.infer<(typeof health.getTargetHealth.responses)[200]>> {
    const { responses } = health.getTargetHealth;

    return this.#call(health.getTargetHealth, responses[200], { params: { id } });
  }

  rotateCredentials(
    id: string,
    body: z.input<typeof targets.rotateCredentials.body>,
  ): Promise<Target> {
    return this.#call(targets.rotateCredentials, targetSchema, { params: { id }, body });
  }

  putUnit(id: string, body: UnitContent): Promise<Unit> {
    return this.#call(supply.putUnit, unitSchema, { params: { id }, body });
  }

  /** Says something of a unit's nights. */
  async putCalendar(
    id: string,
    ranges: z.input<typeof calendar.putCalendar.body>['ranges'],
  ): Promise<void> {
    const { responses } = calendar.putCalendar;
    await this.#call(calendar.putCalendar, responses[200], { params: { id }, body: { ranges } });
  }

  /** Lets bookings come in from a target, told at an address of this machine. */
  async letBookingsIn(id: string): Promise<void> {
    const { responses } = inbound.putInbound;
    const body = { enabled: true, public_url: this.#baseUrl };
    await this.#call(inbound.putInbound, responses[200], { params: { id }, body });
  }

  /** What a channel has told, newest first. */
  inboundAudit(target_id: string): Promise<InboundAudit[]> {
    return this.#all(inbound.listInboundAudit, inboundAuditSchema, { query: { target_id } });
  }

  link(body: z.input<typeof listings.linkListing.body>): Promise<Listing> {
    return this.#call(listings.linkListing, listingSchema, { body });
  }

  listing(id: string): Promise<Listing> {
    return this.#call(listings.getListing, listingSchema, { params: { id } });
  }

  listingsOf(targetId: string): Promise<Listing[]> {
    return this.#all(listings.listListings, listingSchema, { query: { target_id: targetId } });
  }

  setListingStatus(id: string, status: 'active' | 'paused'): Promise<Listing> {
    return this.#call(listings.patchListing, listingSchema, { params: { id }, body: { status } });
  }

  /** Sends a listing again with priority, whatever it holds. */
  retryListing(
    id: string,
    unit_version?: number,
  ): Promise<z.infer<(typeof listings.retryListing.responses)[202]>> {
    const { responses } = listings.retryListing;

    return this.#call(listings.retryListing, responses[202], {
      params: { id },
      body: { unit_version },
    });
  }

  /** Every attempt for a listing, newest first. */
  history(id: string): Promise<OutboundAudit[]> {
    return this.#all(listings.listHistory, outboundAuditSchema, { params: { id } });
  }

  async #all<T>(route: Route, schema: z.ZodType<T>, parts: CallParts): Promise<T[]> {
    const items: T[] = [];
    let cursor: string | undefined;
    do {
      const query = { ...parts.query, limit: '100', cursor };
      const page = await this.#call(route, pageSchema(schema), { ...parts, query });
      items.push(...page.items);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);

    return items;
  }

  async #call<T>(route: Route, schema: z.ZodType<T>, parts: CallParts): Promise<T> {
    const response = await letIn(() =>
      fetch(`${this.#baseUrl}${addressOf(route, parts)}`, {
        method: route.method,
        headers: { authorization: `Bearer ${this.#key}`, 'content-type': 'application/json' },
        ...(parts.body === undefined ? {} : { body: JSON.stringify(parts.body) }),
      }),
    );
    const text = await response.text();
    if (!response.ok) throw errorOf(response.status, text);

    return schema.parse(JSON.parse(text));
  }
}

/** The longest wait before a further try, ms, and how many there are: half a minute in all. */
const longestWait = 4_000;
const furtherTries = 10;

/**
 * Asks again when the gateway lets no more in: it has not passed the request on, whatever it was, and does not say when to come. Each
 * wait is up to twice as long as the one before, and drawn, so that clients do not come back together.
 */
async function letIn(ask: () => Promise<Response>): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const response = await ask();
    if (response.status !== 429 || tries === furtherTries) return response;
    await response.body?.cancel();
    await sleep(Math.min(longestWait, 100 * 2 ** tries) * (0.5 + Math.random() / 2));
  }
}

function addressOf({ path }: Route, { params = {}, query = {} }: CallParts): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  );
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) asked.set(name, value);
  }

  return asked.size === 0 ? filled : `${filled}?${asked}`;
}

/** What comes from the gateway itself is no problem document. */
function errorOf(status: number, text: string): ApiError {
  const problem = problemSchema.safeParse(parseJson(text));
  if (!problem.success) return new ApiError(status, 'no-problem-document', `${status} ${text}`);
  const { type, detail, errors = [] } = problem.data;
  const reasons = errors.map(({ path, message }) => `; ${path}: ${message}`).join('');

  return new ApiError(status, type.split('/').at(-1) ?? type, `${status} ${detail}${reasons}`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
