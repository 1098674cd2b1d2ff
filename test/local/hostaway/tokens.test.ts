import { describe, expect, it, vi } from 'vitest';
import { aForm, aSimulator, ask, mint } from './caller.ts';

describe('tokens', () => {
  it('are minted from a form, outside the envelope, and open the account they name', async () => {
    const simulator = await aSimulator();

    const { status, body } = await mint(simulator);

    expect(status).toBe(200);
    expect(body).toEqual({
      token_type: 'Bearer',
      expires_in: 15_897_600,
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    });
    const claims = JSON.parse(
      Buffer.from(body.access_token.split('.')[1], 'base64url').toString('utf8'),
    );
    expect(claims).toMatchObject({ aud: '10001', scopes: ['general'] });
    const read = await ask(simulator, 'GET /v1/listings', { token: body.access_token });
    expect(read.status).toBe(200);
  });

  it.each<{ form: Record<string, string>; status: number; error: string }>([
    { form: { client_secret: 'wrong' }, status: 401, error: 'invalid_client' },
    { form: { client_id: '9' }, status: 401, error: 'invalid_client' },
    { form: { grant_type: 'password' }, status: 400, error: 'unsupported_grant_type' },
  ])('are refused the OAuth way for $form', async ({ form, status, error }) => {
    const answer = await mint(await aSimulator(), aForm(form));

    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ error, error_description: expect.any(String) });
    expect(answer.body).not.toHaveProperty('status');
  });

  it('are refused for a form sent as JSON', async () => {
    const json = JSON.stringify(Object.fromEntries(aForm()));
    const answer = await mint(await aSimulator(), json, { 'content-type': 'application/json' });

    expect(answer.status).toBe(400);
  });

  it.each([
    { name: 'none', token: null },
    { name: 'an unknown one', token: 'guessed' },
  ])('are missed with 403 and a message: $name', async ({ token }) => {
    const answer = await ask(await aSimulator(), 'GET /v1/listings', { token });

    expect(answer.status).toBe(403);
    expect(answer.body).toEqual({ status: 'fail', message: expect.any(String) });
  });

  it('are not valid yet for a moment', async () => {
    const simulator = await aSimulator({ tokenDelayMs: 60 });
    const token = (await mint(simulator)).body.access_token;
    const minted = simulator.calls()[0]?.at ?? 0;

    expect((await ask(simulator, 'GET /v1/listings', { token })).status).toBe(403);
    await vi.waitFor(async () => {
      expect((await ask(simulator, 'GET /v1/listings', { token })).status).toBe(200);
    });
    expect((simulator.calls().at(-1)?.at ?? 0) - minted).toBeGreaterThanOrEqual(60);
  });

  it('expire', async () => {
    const simulator = await aSimulator({ tokenLifetimeSeconds: 1 });
    const token = (await mint(simulator)).body.access_token;

    expect((await ask(simulator, 'GET /v1/listings', { token })).status).toBe(200);
    await vi.waitFor(
      async () => {
        expect((await ask(simulator, 'GET /v1/listings', { token })).status).toBe(403);
      },
      { timeout: 3000 },
    );
  });

  it('can be revoked one by one', async () => {
    const simulator = await aSimulator();
    const token = (await mint(simulator)).body.access_token;

    const revoked = await ask(simulator, `DELETE /v1/accessTokens?token=${token}`);

    expect(revoked.body).toEqual({ status: 'success', result: [] });
    expect((await ask(simulator, 'GET /v1/listings', { token })).status).toBe(403);
    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
    expect(JSON.stringify(simulator.calls())).not.toContain(token);
  });

  it('can all be revoked by a switch, those made beforehand too, and given back', async () => {
    const simulator = await aSimulator();
    const token = (await mint(simulator)).body.access_token;
    simulator.control.revokeTokens();

    expect((await ask(simulator, 'GET /v1/listings', { token })).status).toBe(403);
    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(403);
    expect((await mint(simulator)).status).toBe(200);

    simulator.control.restoreTokens();
    expect((await ask(simulator, 'GET /v1/listings')).status).toBe(200);
  });

  it('do not open another account', async () => {
    const simulator = await aSimulator();
    simulator.control.addAccount({ id: 10_002, api_key: 'other', tokens: ['other-token'] });
    const made = await ask(simulator, 'POST /v1/listings', { body: { name: 'Mine' } });
    const path = `/v1/listings/${made.body.result.id}`;

    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await ask(simulator, `${method} ${path}`, {
        token: 'other-token',
        ...(method === 'PUT' ? { body: { name: 'Theirs' } } : {}),
      });
      expect(answer.status).toBe(404);
    }
    const list = await ask(simulator, 'GET /v1/listings', { token: 'other-token' });
    expect(list.body.result).toEqual([]);
    expect(simulator.listings()[0]?.listing.name).toBe('Mine');
  });
});
