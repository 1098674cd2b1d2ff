import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { aListing, aSimulator, ask } from './caller.ts';

describe('the control endpoint', () => {
  it('begins, shows and ends faults', async () => {
    const simulator = await aSimulator();
    const begun = await ask(simulator, 'POST /_control/faults', {
      body: { kind: 'server_error', count: 5 },
    });

    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(503);
    const shown = await ask(simulator, 'GET /_control/faults');
    expect(shown.body).toMatchObject([
      { id: begun.body.id, left: 4, fault: { kind: 'server_error', status: 503 } },
    ]);

    await ask(simulator, `DELETE /_control/faults/${begun.body.id}`);
    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
  });

  it.each([
    ['POST /_control/faults', { kind: 'earthquake' }],
    ['POST /_control/faults', { kind: 'drop', chance: 1 }],
    ['PUT /_control/limits', { max_requests: 0, window_ms: 1 }],
    ['POST /_control/accounts', undefined],
  ])('answers 400 to what makes no sense: %s %j', async (call, body) => {
    const answer = await ask(await aSimulator(), call, { body });

    expect(answer.status).toBe(400);
    expect(answer.body.error).toEqual(expect.any(String));
  });

  it('answers 404 for a switch there is not', async () => {
    expect((await ask(await aSimulator(), 'POST /_control/self-destruct')).status).toBe(404);
  });

  it('switches limits, tokens and accounts', async () => {
    const simulator = await aSimulator();
    await ask(simulator, 'POST /_control/accounts', {
      body: { id: 10_002, api_key: 'k', tokens: ['second'] },
    });
    await ask(simulator, 'POST /_control/tokens/revoke', { body: { account_id: 10_001 } });

    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(403);
    expect((await ask(simulator, 'GET /v1/listings', { token: 'second' })).status).toBe(200);

    await ask(simulator, 'POST /_control/tokens/restore');
    await ask(simulator, 'PUT /_control/limits', { body: { max_requests: 1, window_ms: 60_000 } });

    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(429);
  });

  it('shows calls and listings, archives and forgets', async () => {
    const simulator = await aSimulator();
    const { id } = (await ask(simulator, 'POST /v1/listings', { body: { name: 'Villa' } })).body
      .result;
    await ask(simulator, `POST /_control/listings/${id}/archive`);

    const listings = await ask(simulator, 'GET /_control/listings');
    expect(listings.body).toMatchObject([{ id, listing: { specialStatus: 'archived' } }]);
    const calls = await ask(simulator, 'GET /_control/calls?since=0');
    expect(calls.body).toMatchObject([{ seq: 1, method: 'POST', status: 200, committed: true }]);
    const images = await ask(simulator, `POST /v1/listings/${id}/images`, {
      body: { images: [{ url: 'https://pictures.test/a.jpg' }] },
    });
    expect(images.body).toMatchObject({ status: 'fail', message: expect.any(String) });

    await ask(simulator, 'DELETE /_control/listings');
    await ask(simulator, 'DELETE /_control/calls');
    expect(simulator.listings()).toEqual([]);
    expect(simulator.calls()).toEqual([]);
  });
});

describe('the record of calls', () => {
  it('has them in order of arrival, with fractions of a millisecond, and its own calls not at all', async () => {
    const simulator = await aSimulator();
    await Promise.all(Array.from({ length: 20 }, () => ask(simulator, 'GET /v1/listings?limit=1')));
    await ask(simulator, 'GET /_control/calls');

    const calls = simulator.calls();

    expect(calls).toHaveLength(20);
    expect(calls.map(({ at }) => at)).toEqual(calls.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(calls.some(({ at }) => !Number.isInteger(at))).toBe(true);
    expect(Math.abs((calls[0]?.at ?? 0) - Date.now())).toBeLessThan(5_000);
    expect(calls[0]).toMatchObject({ path: '/v1/listings', query: '?limit=1', account_id: 10_001 });
  });

  it('marks a call whose sender died half-way, and does nothing about it', async () => {
    const simulator = await aSimulator();
    const head =
      'POST /v1/listings HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer local-hostaway-token\r\nContent-Length: 900\r\n\r\n{"name":';
    const socket = connect(simulator.port, '127.0.0.1', () => socket.write(head));
    await expect.poll(() => simulator.calls()).toHaveLength(1);
    socket.destroy();

    await expect.poll(() => simulator.calls()[0]?.duration_ms).not.toBeNull();
    expect(simulator.calls()[0]).toMatchObject({ complete: false, status: null, committed: false });
    expect(simulator.listings()).toEqual([]);
  });

  it('forgets the oldest when there are too many', async () => {
    const simulator = await aSimulator({ maxCalls: 3 });
    for (let i = 0; i < 9; i += 1) await ask(simulator, 'GET /v1/listings');

    expect(simulator.calls().map(({ seq }) => seq)).toEqual([7, 8, 9]);
    expect(simulator.calls(8).map(({ seq }) => seq)).toEqual([9]);
  });

  it('knows which listing a write was for, refused or not', async () => {
    const simulator = await aSimulator();
    const body = { name: 'Villa', internalListingName: 'marker-1' };
    const { id } = (await ask(simulator, 'POST /v1/listings', { body })).body.result;
    await ask(simulator, `PUT /v1/listings/${id}`, { body: { city: 'Como' }, token: 'wrong' });
    await ask(simulator, `DELETE /v1/listings/${id}`);

    expect(simulator.calls()).toMatchObject([
      { marker: 'marker-1', external_listing_id: String(id), committed: true },
      { marker: 'marker-1', external_listing_id: String(id), committed: false, status: 403 },
      { marker: 'marker-1', external_listing_id: String(id), committed: true, body_hash: null },
    ]);
  });
});

describe('the page for people', () => {
  it('shows listings and calls, with nothing of theirs taken for HTML', async () => {
    const simulator = await aSimulator();
    await ask(simulator, 'POST /v1/listings', {
      body: {
        name: '<script>alert("Villa")</script>',
        personCapacity: 6,
        listingImages: [
          { url: 'javascript:alert(1)', sortOrder: 0 },
          { url: 'https://pictures.test/b.jpg', sortOrder: 1 },
        ],
      },
    });

    const response = await fetch(simulator.url);
    const html = await response.text();

    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(html).toContain('&lt;script&gt;alert(&quot;Villa&quot;)');
    expect(html).not.toMatch(/<script|javascript:/);
    expect(html).toContain('POST /v1/listings');
    expect(html).toContain('http-equiv="refresh"');
  });

  it('shows reservations, webhooks and deliveries, when there are any', async () => {
    const simulator = await aSimulator({ webhookHabits: { ping: false } });
    expect(await (await fetch(simulator.url)).text()).not.toMatch(/<h2>(Res|Web|Last del)/);
    const listingMapId = await aListing(simulator);
    await ask(simulator, 'POST /v1/webhooks/unifiedWebhooks', {
      body: { url: 'http://127.0.0.1:9/events?<b>', login: 'us', password: 'a-secret' },
    });
    simulator.control.bookings.book({
      listingMapId,
      arrivalDate: '2030-06-02',
      departureDate: '2030-06-04',
      guestName: '<script>Eve',
    });

    const html = await (await fetch(simulator.url)).text();

    expect(html).toContain('1 reservations');
    expect(html).toContain('&lt;script&gt;Eve');
    expect(html).toContain('events?&lt;b&gt;');
    expect(html).toContain('reservation.created');
    expect(html).not.toMatch(/<script|a-secret/);
  });

  it('is not found elsewhere', async () => {
    const simulator = await aSimulator();

    expect((await fetch(`${simulator.url}/listings`)).status).toBe(404);
    expect((await fetch(`${simulator.url}/_images/1-2-3`)).status).toBe(404);
  });
});
