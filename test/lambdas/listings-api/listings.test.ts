import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closedRow } from '../../../adapters/dynamodb/audit/audit-items.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { anAudit } from '../../builders/audit.ts';
import { anOpenAttempt } from '../../builders/open-attempt.ts';
import { aUnitBody, type ListingsApi, startListingsApi } from '../../support/listings-api.ts';

const open_attempt = anOpenAttempt();
const underWay = {
  open_attempt,
  attempt_key: open_attempt.idempotency_key,
  attempt_count: 1,
  attempt_number: 1,
};
let api: ListingsApi;
let target_id: string;
beforeAll(async () => {
  api = await startListingsApi();
  target_id = await api.putTarget();
});
beforeEach(() => {
  api.events.length = 0;
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  api.database.stop();
});

const path = '/api/channels/listings';
const patch = (id: string, status: string, headers = {}) =>
  api.call(`PATCH ${path}/${id}`, { body: { status }, headers });
const archive = (id: string, query = '') => api.call(`DELETE ${path}/${id}${query}`);
const retry = (id: string, body?: unknown) => api.call(`POST ${path}/${id}/retry`, { body });
const archivals = () => api.events.filter(({ name }) => name === 'channel.listing.archived');
const ids = (page: { items: { id: string }[] }) => page.items.map(({ id }) => id);

describe('pausing and resuming', () => {
  it('takes the listing out of the reach of stream and sweeper, and brings it back', async () => {
    const { id } = await api.link(target_id);

    const paused = await patch(id, 'paused');
    expect(paused.json.status).toBe('paused');
    const silent = await api.row(id);
    for (const attribute of ['dispatch', 'request_id', 'due_shard', 'due_at'])
      expect(silent).not.toHaveProperty(attribute);

    const resumed = await patch(id, 'active');
    expect(resumed.json).toMatchObject({ status: 'active', sync_status: 'pending' });
    expect(await api.row(id)).toMatchObject({ dispatch: 'normal', due_at: expect.any(String) });
  });

  it('writes nothing when the listing is as wished already', async () => {
    const { id } = await api.link(target_id);
    const { revision } = await api.row(id);

    expect((await patch(id, 'active')).status).toBe(200);

    expect((await api.row(id)).revision).toBe(revision);
  });

  it('starts the retries anew', async () => {
    const { id } = await api.link(target_id);
    await api.setRow(id, { retry_count: 5, retry_after_at: '2030-01-01T00:00:00.000Z' });
    await patch(id, 'paused');

    expect((await patch(id, 'active')).json).toMatchObject({
      retry_count: 0,
      retry_after_at: null,
    });
  });

  it('heeds If-Match', async () => {
    const { id } = await api.link(target_id);
    const { headers } = await api.call(`GET ${path}/${id}`);
    await api.setRow(id, { sync_status: 'ok' });

    const stale = await patch(id, 'paused', { 'if-match': headers.etag });
    const { headers: fresh } = await api.call(`GET ${path}/${id}`);

    expect(stale.status).toBe(412);
    expect((await patch(id, 'paused', { 'if-match': fresh.etag })).status).toBe(200);
  });

  it('survives a worker that writes at the same time', async () => {
    const { id } = await api.link(target_id);

    const [answer] = await Promise.all([
      patch(id, 'paused'),
      ...Array.from({ length: 4 }, () => api.setRow(id, { error_message: 'timeout' })),
    ]);

    expect(answer.status).toBe(200);
    expect(await api.row(id)).toMatchObject({ status: 'paused', error_message: 'timeout' });
  });

  it('is refused for an archived listing, and for any other state', async () => {
    const { id } = await api.link(target_id);
    expect((await patch(id, 'archived')).status).toBe(422);
    await archive(id);

    const answer = await patch(id, 'active');

    expect([answer.status, answer.json.type]).toEqual([409, '/problems/listing-archived']);
  });
});

describe('archiving', () => {
  it('ends it, keeps its row, and calls nobody', async () => {
    const { id, unit_id } = await api.link(target_id);
    await api.setRow(id, { external_listing_id: '7', sync_status: 'ok' });

    const answer = await archive(id);

    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ status: 'archived', external_listing_id: '7' });
    const row = await api.row(id);
    for (const attribute of ['dispatch', 'due_at', 'removal_requested'])
      expect(row).not.toHaveProperty(attribute);
    expect(archivals()).toMatchObject([{ listing_id: id }]);
    const { json } = await api.call(`GET ${path}?unit_id=${unit_id}&status=archived`);
    expect(ids(json)).toEqual([id]);
  });

  it('asks for the removal of the external listing when told to', async () => {
    const { id } = await api.link(target_id);
    await api.setRow(id, { external_listing_id: '8', sync_status: 'error', retry_count: 5 });

    const answer = await archive(id, '?remove_from_channel=true');

    expect(answer.json).toMatchObject({
      status: 'archived',
      sync_status: 'pending',
      retry_count: 0,
      external_listing_id: '8',
    });
    expect(await api.row(id)).toMatchObject({
      removal_requested: true,
      dispatch: 'normal',
      due_at: expect.any(String),
    });
  });

  it('has nothing to remove where nothing was made', async () => {
    const { id } = await api.link(target_id);

    await archive(id, '?remove_from_channel=true');

    expect(await api.row(id)).not.toHaveProperty('removal_requested');
  });

  it.each([underWay, { remote_unclear: true }])(
    'removes what a call may be making just now (%o)',
    async (state) => {
      const { id } = await api.link(target_id);
      await api.setRow(id, state);

      await archive(id, '?remove_from_channel=true');

      expect(await api.row(id)).toMatchObject({ removal_requested: true, dispatch: 'normal' });
    },
  );

  it('can be repeated, and may still ask for the removal', async () => {
    const { id } = await api.link(target_id);
    await api.setRow(id, { external_listing_id: '9' });
    await archive(id);
    const { revision } = await api.row(id);

    expect((await archive(id)).status).toBe(202);
    expect((await api.row(id)).revision).toBe(revision);
    expect((await archive(id, '?remove_from_channel=true')).status).toBe(202);

    expect(await api.row(id)).toMatchObject({ removal_requested: true });
    expect(archivals()).toHaveLength(1);
  });

  it('takes only true and false', async () => {
    const { id } = await api.link(target_id);

    expect((await archive(id, '?remove_from_channel=yes')).status).toBe(400);
    expect((await archive(id, '?remove_from_chanel=true')).status).toBe(400);
  });
});

describe('retrying', () => {
  it('requests a replay of the newest version at once', async () => {
    const { id } = await api.link(target_id);
    await api.setRow(id, { sync_status: 'error', error_message: 'no', retry_count: 5 });

    const { status, json } = await retry(id);

    expect(status).toBe(202);
    expect(json).toEqual({ job_id: expect.any(String), unit_version: 1 });
    const row = await api.row(id);
    expect(row).toMatchObject({
      replay_id: json.job_id,
      request_id: json.job_id,
      requested_by: expect.any(String),
      dispatch: 'priority',
      sync_status: 'pending',
      retry_count: 0,
      error_message: null,
      due_at: expect.any(String),
    });
    expect(row).not.toHaveProperty('pinned_version');
  });

  it('pins the older version that was named', async () => {
    const { id, unit_id } = await api.link(target_id);
    await api.call(`PUT /api/supply/units/${unit_id}`, { body: { ...aUnitBody, name: 'Two' } });

    expect((await retry(id, { unit_version: 1 })).json.unit_version).toBe(1);
    expect(await api.row(id)).toMatchObject({ pinned_version: 1, pinned_at_version: 2 });
  });

  it('unpins with the newest version', async () => {
    const { id } = await api.link(target_id);
    await api.setRow(id, { pinned_version: 1, pinned_at_version: 2 });

    await retry(id, {});

    expect(await api.row(id)).not.toHaveProperty('pinned_version');
  });

  it('lets a second one wait behind the first, each with its job, its version and who asked', async () => {
    const { id, unit_id } = await api.link(target_id);
    await api.call(`PUT /api/supply/units/${unit_id}`, { body: { ...aUnitBody, name: 'Two' } });

    const first = await retry(id, { unit_version: 1 });
    const owner = (await api.row(id)).requested_by;
    const second = await api.call(`POST ${path}/${id}/retry`, { as: 'publisher', body: {} });

    expect(second.json).toEqual({ job_id: expect.any(String), unit_version: 2 });
    expect(second.json.job_id).not.toBe(first.json.job_id);
    const { replay_id, requested_by, pinned_version, waiting_replays } = await api.row(id);
    expect([replay_id, requested_by, pinned_version]).toEqual([first.json.job_id, owner, 1]);
    expect(waiting_replays).toEqual([
      {
        id: second.json.job_id,
        requested_by: expect.not.stringMatching(owner ?? ''),
        trace_id: expect.any(String),
      },
    ]);
  });

  it('loses none of many at once, and says so when there are too many', async () => {
    const { id } = await api.link(target_id);

    const answers = await Promise.all(Array.from({ length: 4 }, () => retry(id)));
    for (let more = 0; more < 8; more += 1) answers.push(await retry(id));

    const accepted = answers.filter(({ status }) => status === 202);
    const { replay_id, waiting_replays = [] } = await api.row(id);
    expect([replay_id, ...waiting_replays.map((replay) => replay.id)].toSorted()).toEqual(
      accepted.map(({ json }) => json.job_id).toSorted(),
    );
    expect(accepted).toHaveLength(11);
    expect(answers.at(-1)?.json.type).toBe('/problems/too-many-replays');
  });

  it('is one with its repetitions under the same Idempotency-Key', async () => {
    const { id } = await api.link(target_id);
    const headers = { 'idempotency-key': randomUUID() };
    const again = () => api.call(`POST ${path}/${id}/retry`, { headers, body: {} });

    const first = await again();
    const second = await again();
    const other = await api.call(`POST ${path}/${id}/retry`, {
      headers,
      body: { unit_version: 1 },
    });

    expect([first.status, second.json]).toEqual([202, first.json]);
    expect(await api.row(id)).not.toHaveProperty('waiting_replays');
    expect(other.status).toBe(422);
  });

  it('drops what waits when the listing is archived', async () => {
    const { id } = await api.link(target_id);
    await retry(id);
    await retry(id);

    await archive(id);

    const row = await api.row(id);
    for (const name of ['replay_id', 'waiting_replays']) expect(row).not.toHaveProperty(name);
  });

  it.each([{ unit_version: 2 }, { unit_version: 999_999_999 }])(
    'knows no version that never was (%o)',
    async (body) => {
      const { id } = await api.link(target_id);

      const { status, json } = await retry(id, body);

      expect([status, json.type]).toEqual([422, '/problems/unknown-version']);
      expect(json.errors[0].path).toBe('unit_version');
    },
  );

  it('is refused where nothing could be sent, saying what to do', async () => {
    const paused = await api.link(target_id);
    await patch(paused.id, 'paused');
    const archived = await api.link(target_id);
    await archive(archived.id);
    const silent = await api.link(await api.putTarget());
    await api.putTarget({ id: silent.target_id, is_active: false });

    const answers = await Promise.all([retry(paused.id), retry(archived.id), retry(silent.id)]);

    expect(answers.map(({ status, json }) => [status, json.type])).toEqual([
      [409, '/problems/listing-paused'],
      [409, '/problems/listing-archived'],
      [409, '/problems/target-inactive'],
    ]);
    for (const { json } of answers) expect(json.detail).toMatch(/Resume|Link/);
  });

  it.each(['{"unit_version":0}', '{"unit_version":"1"}', '{"unit_version":1.5}', '{"v":1}', '[]'])(
    'refuses the body %s',
    async (body) => {
      const { id } = await api.link(target_id);

      expect((await retry(id, body)).status).toBe(422);
    },
  );
});

describe('listing listings', () => {
  it('filters by target, unit, status and sync status, in pages', async () => {
    const mine = await api.putTarget();
    const links = [];
    for (let count = 0; count < 5; count += 1) links.push(await api.link(mine));
    const [first, second, third] = links;
    if (!first || !second || !third) throw new Error('links missing');
    await patch(first.id, 'paused');
    await api.setRow(second.id, { sync_status: 'error' });
    const get = async (query: string) => ids((await api.call(`GET ${path}?${query}`)).json);

    const all = links.map(({ id }) => id).toSorted();
    expect(await get(`target_id=${mine}`)).toEqual(all);
    expect(await get(`target_id=${mine}&status=paused`)).toEqual([first.id]);
    expect(await get(`target_id=${mine}&sync_status=error`)).toEqual([second.id]);
    expect(await get(`target_id=${mine}&unit_id=${third.unit_id}`)).toEqual([third.id]);
    expect(await get(`target_id=${mine}&unit_id=${third.unit_id}&status=paused`)).toEqual([]);
    expect(await get(`unit_id=${third.unit_id}`)).toEqual([third.id]);
    expect(await get('limit=100')).toEqual(expect.arrayContaining(all));

    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const query: string = `target_id=${mine}&status=active&limit=1${cursor && `&cursor=${cursor}`}`;
      const { json } = await api.call(`GET ${path}?${query}`);
      paged.push(...ids(json));
      cursor = json.next_cursor;
    }
    expect(paged).toEqual(all.filter((id) => id !== first.id));
  });

  it('binds a cursor to its filters', async () => {
    await api.link(target_id);
    await api.link(target_id);
    const { json } = await api.call(`GET ${path}?limit=1&target_id=${target_id}`);

    const other = await api.call(`GET ${path}?limit=1&cursor=${json.next_cursor}`);

    expect([other.status, other.json.type]).toEqual([400, '/problems/bad-cursor']);
  });

  it('knows no such filter', async () => {
    expect((await api.call(`GET ${path}?status=gone`)).status).toBe(400);
    expect((await api.call(`GET ${path}?state=active`)).status).toBe(400);
  });
});

describe('history', () => {
  it('shows the attempts, newest first, in pages', async () => {
    const { id, unit_id } = await api.link(target_id);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await putAudit(id, attempt + 1, { unit_id, target_id, retry_attempt: attempt });
    }

    const seen = (await historyBy(2, id)).map(({ retry_attempt }) => retry_attempt);
    expect(seen).toEqual([4, 3, 2, 1, 0]);
    const { json } = await api.call(`GET ${path}/${id}/history?limit=1`);
    expect(json.items[0]).toMatchObject({ outcome: 'failed', http_status: 503 });
    expect(json.items[0]).not.toHaveProperty('expires_at');
  });

  it.each([1, 2, 3])('begins with the attempt that is under way, %i a page', async (limit) => {
    const { id, unit_id } = await api.link(target_id);
    await putAudit(id, 1, { unit_id, target_id });
    const open_attempt = anOpenAttempt({ number: 2, retry_attempt: 1 });
    await api.setRow(id, { ...underWay, open_attempt, attempt_count: 2, attempt_number: 2 });

    expect(await historyBy(limit, id)).toMatchObject([
      { id: open_attempt.id, outcome: 'open', retry_attempt: 1, http_method: 'PUT', target_id },
      { outcome: 'failed', retry_attempt: 0 },
    ]);
  });

  it('shows an attempt once that was closed after the listing was read', async () => {
    const { id, unit_id } = await api.link(target_id);
    await api.setRow(id, underWay);
    await putAudit(id, 1, { unit_id, target_id });

    expect(await historyBy(2, id)).toMatchObject([{ outcome: 'failed' }]);
  });

  it('is empty for a listing that was never sent', async () => {
    const { id } = await api.link(target_id);

    const { json } = await api.call(`GET ${path}/${id}/history`);

    expect(json).toEqual({ items: [], next_cursor: null });
  });
});

describe('listings of others', () => {
  it.each(['stranger', 'sibling'] as const)('do not exist for a %s', async (as) => {
    const { id, unit_id } = await api.link(target_id);
    const before = await api.row(id);

    const answers = await Promise.all([
      api.call(`GET ${path}/${id}`, { as }),
      api.call(`GET ${path}/${id}/history`, { as }),
      api.call(`PATCH ${path}/${id}`, { as, body: { status: 'paused' } }),
      api.call(`DELETE ${path}/${id}?remove_from_channel=true`, { as }),
      api.call(`POST ${path}/${id}/retry`, { as }),
    ]);
    const lists = await Promise.all([
      api.call(`GET ${path}`, { as }),
      api.call(`GET ${path}?target_id=${target_id}`, { as }),
      api.call(`GET ${path}?unit_id=${unit_id}`, { as }),
      api.call(`GET ${path}?unit_id=${unit_id}&target_id=${target_id}`, { as }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect(lists.map(({ json }) => json.items)).toEqual([[], [], [], []]);
    expect(await api.row(id)).toEqual(before);
  });

  it.each(['content', 'viewer'] as const)('are not for a %s to change', async (as) => {
    const { id } = await api.link(target_id);

    const answers = await Promise.all([
      api.call(`PATCH ${path}/${id}`, { as, body: { status: 'paused' } }),
      api.call(`DELETE ${path}/${id}`, { as }),
      api.call(`POST ${path}/${id}/retry`, { as }),
      api.call(`GET ${path}/${id}`, { as }),
    ]);

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 200]);
  });
});

async function putAudit(listing_id: string, number: number, over: Partial<OutboundAudit>) {
  const { Put } = closedRow(api.database.tables.audit, anAudit({ listing_id, ...over }), number);
  if (Put !== undefined) await api.database.documentClient.send(new PutCommand(Put));
}

/** A listing's whole history, so many attempts a page. */
async function historyBy(limit: number, id: string): Promise<OutboundAudit[]> {
  const seen: OutboundAudit[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { json } = await api.call(
      `GET ${path}/${id}/history?limit=${limit}${cursor && `&cursor=${cursor}`}`,
    );
    expect(json.items.length).toBeLessThanOrEqual(limit);
    seen.push(...json.items);
    cursor = json.next_cursor;
  }

  return seen;
}
