import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExchangeError } from '../../../adapters/channels/exchange.ts';
import { classify, classifyTrouble, type Intent } from '../../../adapters/hostaway/classify.ts';

const now = Date.parse('2026-11-25T12:00:00.000Z');
const context = (intent: Intent) => ({ intent, now, redact: (text: string) => text });

function outcomeOf(intent: Intent, status: number, body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return classify({ status, headers: {}, body: text }, context(intent));
}

const ok = (result: unknown) => ({ status: 'success', result });
const fail = (words: object) => ({ status: 'fail', ...words });

describe('classify', () => {
  it.each<[string, Intent, number, unknown, object]>([
    ['created', 'create', 200, ok({ id: 42 }), { kind: 'accepted', external_listing_id: '42' }],
    [
      'created, 201',
      'create',
      201,
      ok({ id: 42 }),
      { kind: 'accepted', external_listing_id: '42' },
    ],
    [
      'created, id as text',
      'create',
      200,
      ok({ id: '42' }),
      { kind: 'accepted', external_listing_id: '42' },
    ],
    ['created without id', 'create', 200, ok({ name: 'x' }), { kind: 'unclear' }],
    [
      'created with an id without end',
      'create',
      200,
      ok({ id: '9'.repeat(99) }),
      { kind: 'unclear' },
    ],
    ['created with id 0', 'create', 200, ok({ id: 0 }), { kind: 'unclear' }],
    ['created with a list', 'create', 200, ok([]), { kind: 'unclear' }],
    ['created, no result', 'create', 200, { status: 'success' }, { kind: 'unclear' }],
    ['updated', 'update', 200, ok({ id: 42 }), { kind: 'accepted', external_listing_id: '42' }],
    [
      'updated, nothing told',
      'update',
      200,
      ok([]),
      { kind: 'accepted', external_listing_id: null },
    ],
    ['updated, 204', 'update', 204, '', { kind: 'unclear' }],
    ['removed', 'remove', 200, ok([]), { kind: 'accepted', external_listing_id: null }],
    ['removed, 204', 'remove', 204, '', { kind: 'accepted', external_listing_id: null }],
    ['read', 'read', 200, ok([{ id: 1 }]), { kind: 'accepted', external_listing_id: null }],
    ['no status, yet an id', 'create', 200, { result: { id: 42 } }, { kind: 'unclear' }],
    ['another status', 'update', 200, { status: 'queued' }, { kind: 'unclear' }],
    ['a success shouted', 'update', 200, { status: 'SUCCESS' }, { kind: 'unclear' }],
    ['a page', 'update', 200, '<html>ok</html>', { kind: 'unclear' }],
    ['truncated JSON', 'create', 200, '{"status":"success","result":{"id":4', { kind: 'unclear' }],
    ['nothing', 'create', 200, '', { kind: 'unclear' }],
    ['a list', 'update', 200, [1], { kind: 'unclear' }],
    ['null', 'update', 200, 'null', { kind: 'unclear' }],
    [
      'a no in a 200',
      'update',
      200,
      fail({ message: 'Listing error: x' }),
      { kind: 'refused', validation: true },
    ],
    ['a redirect', 'update', 302, '', { kind: 'refused', validation: false }],
    ['not modified', 'read', 304, '', { kind: 'refused', validation: false }],
    ['bad request', 'update', 400, fail({ message: 'no' }), { kind: 'refused', validation: true }],
    ['conflict', 'create', 409, fail({ message: 'no' }), { kind: 'refused', validation: true }],
    [
      'unprocessable',
      'create',
      422,
      fail({ message: 'no' }),
      { kind: 'refused', validation: true },
    ],
    [
      'listing error',
      'create',
      418,
      fail({ message: 'Listing error: price' }),
      { kind: 'refused', validation: true },
    ],
    [
      'payment required',
      'create',
      402,
      fail({ message: 'pay' }),
      { kind: 'refused', validation: false },
    ],
    ['method not allowed', 'update', 405, '', { kind: 'refused', validation: false }],
    ['gone', 'update', 410, '', { kind: 'missing' }],
    ['gone, to a create', 'create', 410, '', { kind: 'refused', validation: false }],
    ['gone, in a 400', 'update', 400, fail({ result: 'Listing not found' }), { kind: 'missing' }],
    [
      'gone, in other words',
      'remove',
      422,
      fail({ message: 'This listing has been deleted' }),
      { kind: 'missing' },
    ],
    [
      'content that cannot be found',
      'update',
      400,
      fail({ message: 'Listing error: amenity 7 not found. Listing is live' }),
      { kind: 'refused', validation: true },
    ],
    ['a page', 'update', 404, '<html>no such page</html>', { kind: 'unclear' }],
    ['a page', 'remove', 404, '<html>no such page</html>', { kind: 'unclear' }],
    ['a page', 'read', 404, '<html>no such page</html>', { kind: 'refused' }],
    ['a page of a firewall', 'update', 403, '<html>blocked</html>', { kind: 'unclear' }],
    ['a page of a firewall', 'create', 401, 'Access denied', { kind: 'unclear' }],
    ['a page of a firewall', 'read', 403, '<html>blocked</html>', { kind: 'unclear' }],
    ['no, without a word', 'read', 403, '', { kind: 'unauthorized' }],
    [
      'a limit told as a refusal',
      'update',
      403,
      fail({ message: 'Too many requests' }),
      { kind: 'rate_limited', retry_at: null },
    ],
    ['no credentials', 'update', 401, { error: 'invalid_client' }, { kind: 'unauthorized' }],
    ['bad token', 'read', 403, fail({ message: 'denied' }), { kind: 'unauthorized' }],
    ['missing', 'update', 404, fail({ message: 'not found' }), { kind: 'missing' }],
    ['missing', 'remove', 404, '', { kind: 'missing' }],
    ['no such address', 'create', 404, '', { kind: 'refused', validation: false }],
    ['no such address', 'read', 404, '', { kind: 'refused', validation: false }],
    ['request timeout', 'create', 408, '', { kind: 'unclear' }],
    ['too early', 'create', 425, '', { kind: 'unclear' }],
    ['limited', 'create', 429, fail({ message: 'slow' }), { kind: 'rate_limited', retry_at: null }],
    ['server error', 'create', 500, fail({ message: 'oops' }), { kind: 'unclear' }],
    ['success body in a 500', 'create', 500, ok({ id: 42 }), { kind: 'unclear' }],
    ['bad gateway', 'update', 502, '<html>', { kind: 'unclear' }],
    ['unavailable', 'update', 503, '', { kind: 'unclear' }],
    ['no status line', 'update', 0, '', { kind: 'unclear' }],
    ['unheard of', 'update', 799, '', { kind: 'unclear' }],
  ])('%s (%s, %i)', (_what, ...[intent, status, body, expected]) => {
    expect(outcomeOf(intent, status, body)).toMatchObject({ http_status: status, ...expected });
  });

  it('reads when to call again from a 429', () => {
    const headers = { 'x-ratelimit-retry-after': String(now / 1000 + 8) };
    const outcome = classify({ status: 429, headers, body: '{}' }, context('update'));

    expect(outcome).toMatchObject({ kind: 'rate_limited', retry_at: now + 8_000 });
  });

  it('names the limit of a 429 where Hostaway does', () => {
    const headers = { 'x-ratelimit-applied': 'ip' };
    const body = JSON.stringify(fail({ message: 'Too many requests' }));

    expect(classify({ status: 429, headers, body }, context('update')).error_message).toMatch(
      /^the limit per IP address, .* is used up: Too many requests$/,
    );
  });

  it.each([
    [403, '<html>blocked</html>'],
    [403, fail({ message: 'blocked' })],
    [401, '<html>blocked</html>'],
    [408, ''],
    [425, ''],
    [500, ''],
    [503, '<html>maintenance</html>'],
  ])('takes a %i that names a time to come back for a limit: %j', (status, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = { status, headers: { 'retry-after': '5' }, body: text };

    expect(classify(answer, context('update'))).toMatchObject({
      kind: 'rate_limited',
      http_status: status,
      retry_at: now + 5_000,
    });
  });

  it.each([400, 404, 409, 422])('takes a %i for a no, whatever time it names', (status) => {
    const answer = { status, headers: { 'retry-after': '5' }, body: '{}' };

    expect(classify(answer, context('create')).kind).toBe('refused');
  });

  it.each([
    ['result', fail({ result: 'from result', message: 'other' }), 'from result'],
    ['message', fail({ result: [], message: 'from message' }), 'from message'],
    ['OAuth', { error: 'invalid_client', error_description: 'from OAuth' }, 'from OAuth'],
    ['OAuth without words', { error: 'invalid_client' }, 'invalid_client'],
    ['nowhere', '<html>secret</html>', 'Hostaway answered 400'],
    ['blank', fail({ message: ' ' }), 'Hostaway answered 400'],
  ])('finds the error text: %s', (_where, body, expected) => {
    expect(outcomeOf('update', 400, body).error_message).toBe(expected);
  });

  it('keeps the answer to its verdict, never the listing it echoes', () => {
    const echo = ok({ id: 42, street: 'Via Roma 1', contactEmail: 'guest@example.com' });

    expect(outcomeOf('update', 200, echo).response_excerpt).toBe('{"status":"success","id":42}');
  });

  it("does not keep a body that is not Hostaway's", () => {
    expect(outcomeOf('update', 502, '<html>Via Roma 1</html>').response_excerpt).toBe(
      '(23 characters that are not a JSON object)',
    );
  });

  it('has the words redacted before they are cut', () => {
    const secret = 'a-token-over-the-edge';
    const body = JSON.stringify(fail({ message: `${'x'.repeat(490)}${secret}` }));
    const redact = (text: string) => text.replaceAll(secret, '***');
    const outcome = classify({ status: 400, headers: {}, body }, { intent: 'update', now, redact });

    expect(JSON.stringify(outcome)).not.toContain('a-token');
    expect(outcome.error_message).toHaveLength(493);
  });

  it('has the code of an error redacted before it is cut', () => {
    const secret = `${'x'.repeat(45)}-the-end-of-it`;
    const body = JSON.stringify({ status: 'fail', error: secret });
    const redact = (text: string) => text.replaceAll(secret, '***');
    const outcome = classify({ status: 400, headers: {}, body }, { intent: 'update', now, redact });

    expect(outcome.response_excerpt).toBe('{"status":"fail","error":"***","message":"***"}');
  });

  it('is total: any answer has one outcome with bounded texts', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          status: fc.oneof(fc.constantFrom('success', 'fail'), fc.anything()),
          result: fc.anything(),
          message: fc.string({ maxLength: 2000 }),
        })
        .map((value) => JSON.stringify(value) ?? ''),
    );
    const intents = fc.constantFrom<Intent>('create', 'update', 'remove', 'read');

    fc.assert(
      fc.property(intents, fc.integer({ min: 0, max: 999 }), body, (intent, status, text) => {
        const outcome = classify({ status, headers: {}, body: text }, context(intent));
        expect(outcome.http_status).toBe(status);
        expect(outcome.response_excerpt?.length).toBeLessThanOrEqual(500);
        expect(outcome.kind === 'accepted').toBe(outcome.error_message === null);
        if (outcome.kind === 'accepted') expect(status >= 200 && status < 300).toBe(true);
        if (outcome.kind === 'accepted' && intent === 'create') {
          expect(outcome.external_listing_id).toMatch(/^[1-9]\d*$/);
        }
      }),
    );
  });
});

describe('classifyTrouble', () => {
  it.each([
    ['timeout', 'unclear'],
    ['connection', 'unclear'],
    ['too_large', 'unclear'],
    ['blocked', 'refused'],
  ] as const)('%s is %s', (reason, kind) => {
    const outcome = classifyTrouble(new ExchangeError(reason, 'what happened'));

    expect(outcome).toMatchObject({ kind, http_status: null, error_message: 'what happened' });
    expect(outcome).not.toHaveProperty('unsent');
  });

  it.each(['timeout', 'connection'] as const)('%s without a connection is unsent', (reason) => {
    const outcome = classifyTrouble(new ExchangeError(reason, 'no way', { unsent: true }));

    expect(outcome).toMatchObject({ kind: 'unclear', unsent: true });
  });
});
