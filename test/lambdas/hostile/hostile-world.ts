import { randomUUID } from 'node:crypto';
import { DynamoBookingStore } from '../../../adapters/dynamodb/bookings/booking-store.ts';
import { DynamoInboundRows } from '../../../adapters/dynamodb/inbound/inbound-rows.ts';
import { aBooking } from '../../builders/booking.ts';
import { anInboundRow } from '../../builders/inbound-row.ts';
import { aUnitBody } from '../../support/listings-api.ts';
import { openAlert } from '../../support/open-alert.ts';
import type { TestAnswer } from '../../support/test-api.ts';
import { startWholeApi, type WholeApi } from '../../support/whole-api.ts';
import type { HostileRequest } from './hostile-request.ts';
import type { Operation } from './operations.ts';

type Things = Record<
  'unit' | 'spare' | 'target' | 'listing' | 'alert' | 'member' | 'apiKey' | 'row' | 'ghost',
  string
>;

/** Which thing an `{id}` is of, by the beginning of its path. */
const ofPath: readonly (readonly [string, keyof Things])[] = [
  ['/api/supply/units', 'unit'],
  ['/api/channels/targets', 'target'],
  ['/api/channels/listings', 'listing'],
  ['/api/channels/alerts', 'alert'],
  ['/api/channels/inbound-audit', 'row'],
  ['/api/members', 'member'],
  ['/api/api-keys', 'apiKey'],
];

/** Stands in a path for something that there is. @throws when nothing of the kind is made */
export function thingOf(path: string): `{${keyof Things}}` {
  const [, thing] = ofPath.find(([start]) => path.startsWith(start)) ?? [];
  if (thing === undefined) throw new Error(`hostile requests know no thing of ${path}`);

  return `{${thing}}`;
}

/** What came of a request: the answer, how long it took (ms), and what is kept before and after where it may differ. */
export interface Outcome {
  readonly answer: TestAnswer;
  readonly took_ms: number;
  readonly changed: {
    readonly before: readonly string[];
    readonly after: readonly string[];
  } | null;
}

/** The API with something of everything in it, which comes again when a request has used it up. */
export class HostileWorld {
  readonly api: WholeApi;
  readonly #lists: readonly Operation[];
  readonly #cursors = new Map<string, string>();
  #things: Things = {
    ...{ unit: '', spare: '', target: '', listing: '', alert: '', member: '', apiKey: '' },
    row: '',
    ghost: randomUUID(),
  };
  #state: readonly string[] = [];
  #writes = 0;

  private constructor(api: WholeApi, operations: readonly Operation[]) {
    this.api = api;
    this.#lists = operations.filter(
      ({ method, parameters }) =>
        method === 'GET' && parameters.some(({ name }) => name === 'cursor'),
    );
    api.database.client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const result = await next(args);
          if (!/^(Get|BatchGet|Query|Scan)/.test(String(commandName))) this.#writes += 1;
          return result;
        },
      { step: 'initialize' },
    );
  }

  static async start(operations: readonly Operation[]): Promise<HostileWorld> {
    const world = new HostileWorld(await startWholeApi(), operations);
    for (const id of ['40199', '40200'])
      world.api.channel.remote.set(id, { name: 'Of the channel', marker: randomUUID() });
    await world.#fill();

    return world;
  }

  async send({ method, path, operationId }: Operation, request: HostileRequest): Promise<Outcome> {
    const { as, headers, body } = request;
    const url = this.#known(`${pathOf(path, request)}${queryOf(request)}`, operationId);
    const writes = this.#writes;
    const started = performance.now();
    const answer = await this.api.call(`${method} ${url}`, {
      ...{ as, headers },
      body: typeof body === 'string' ? this.#known(body, operationId) : body,
    });
    const took_ms = performance.now() - started;
    // Most requests write nothing: only after the others there is something to compare.
    if (this.#writes === writes) return { answer, took_ms, changed: null };

    const before = this.#state;
    this.#state = await this.api.state();
    const after = this.#state;
    const isUsedUp = answer.status < 300 && (method === 'DELETE' || operationId === 'linkListing');
    if (isUsedUp) await this.#fill();

    return { answer, took_ms, changed: { before, after } };
  }

  async #fill(): Promise<void> {
    const target = await this.#target();
    const { id: listing, unit_id: unit } = await this.api.link(target);
    await this.api.call(`PUT /api/supply/units/${unit}`, { body: { ...aUnitBody, name: 'Newer' } });
    await this.api.link(target);
    await this.#target();
    const { json: apiKey } = await this.api.call('POST /api/api-keys', {
      body: { name: 'A script', role: 'Viewer' },
    });
    const member = await this.#member();
    await this.#member();
    this.#things = {
      ...{ ...this.#things, unit, target, listing, member, alert: await this.#alert(target) },
      ...{ apiKey: apiKey.id, spare: await this.api.putUnit() },
      row: await this.#row(target, unit),
    };
    for (const { path, operationId } of this.#lists) {
      const { json } = await this.api.call(
        `GET ${this.#known(
          path.replace('{id}', () => thingOf(path)),
          operationId,
        )}?limit=1`,
      );
      if (json?.next_cursor) this.#cursors.set(operationId, json.next_cursor);
    }
    this.#state = await this.api.state();
  }

  /** What a channel told, and a booking of it; two of each. */
  async #row(target_id: string, unit_id: string): Promise<string> {
    const { documentClient, tables } = this.api.database;
    const rows = new DynamoInboundRows(documentClient, tables.inbound);
    const bookings = new DynamoBookingStore(documentClient, tables.channels, Date.now);
    const row = anInboundRow({ target_id, processing_status: 'failed' });
    for (const each of [anInboundRow({ target_id, processing_status: 'failed' }), row])
      await rows.add(each, { hasJob: false });
    for (const external_reservation_id of ['1', '2'])
      await bookings.put(undefined, aBooking({ target_id, unit_id, external_reservation_id }));

    return row.id;
  }

  /** Two, so that there is a page after the first. */
  async #alert(id: string): Promise<string> {
    const target = { org_id: 'demo', account_id: 'main', id, name: 'A target' };
    await openAlert(this.api.database, target, { rule: 'error_rate' });

    return openAlert(this.api.database, target);
  }

  async #member(): Promise<string> {
    const email = `${randomUUID()}@example.com`;
    const { json } = await this.api.call('POST /api/members', { body: { email, role: 'Owner' } });

    return json.user_id;
  }

  async #target(): Promise<string> {
    const { json } = await this.api.call('POST /api/channels/targets', {
      body: {
        ...{ name: randomUUID(), channel_type: 'hostaway', sync_mode: 'api' },
        credentials: { api_token: 'a-token' },
      },
    });
    return json.id;
  }

  #known(text: string, operationId: string): string {
    const genuine = this.#cursors.get(operationId) ?? [...this.#cursors.values()][0] ?? '';

    return text
      .replaceAll(
        /\{(unit|spare|target|listing|alert|member|apiKey|ghost)\}/g,
        (_, name: keyof Things) => this.#things[name],
      )
      .replaceAll('{cursor}', genuine)
      .replaceAll(/\{cursor:([\w-]*)\}/g, (_, place: string) => forged(genuine, place));
  }
}

/** A cursor for the same list that leads to another place. */
function forged(genuine: string, place: string): string {
  const [{ s }, k] = [genuine, place].map((each) =>
    JSON.parse(Buffer.from(each, 'base64url').toString() || '{}'),
  );
  return Buffer.from(JSON.stringify({ s, k })).toString('base64url');
}

function pathOf(path: string, { params }: HostileRequest): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');
}

function queryOf({ query }: HostileRequest): string {
  return query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
}
