import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationRoutes } from '../../../lambdas/health-api/routes/operations.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';

const script = 'window.reference = "grüße";';
const reads: string[] = [];
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await startDynamoDb();
  const bound = operationRoutes({
    version: '1.2.3',
    stage: 'test',
    readDocsFile: async (name) => {
      reads.push(name);
      return gzipSync(name === 'swagger-ui.js' ? script : 'body {}');
    },
  });
  api = await startTestApi(bound, database);
});
afterAll(() => {
  expect(api.faults).toEqual([]);
  database.stop();
});

it('says that it lives, to anyone', async () => {
  const { status, json } = await api.call('GET /api/health', { as: null });

  expect([status, json]).toEqual([200, { status: 'ok', version: '1.2.3', stage: 'test' }]);
});

it('describes the whole API, to anyone', async () => {
  const { json } = await api.call('GET /api/openapi.json', { as: null });

  expect(json).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  expect(Object.keys(json.paths)).toContain('/api/channels/listings/{id}/retry');
});

it('shows a reference page that may load nothing from elsewhere', async () => {
  const { text, headers } = await api.call('GET /docs', { as: null });

  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  expect(headers['content-security-policy']).toContain(
    "default-src 'none'; script-src 'self' 'sha256-",
  );
  expect(text).not.toMatch(/https?:\/\//);
  expect(text).toContain('src="/docs/swagger-ui.js"');
  expect(text).toContain('href="/docs/swagger-ui.css"');
});

it('lets the reference page run the one script it holds, and no other', async () => {
  const { text, headers } = await api.call('GET /docs', { as: null });
  const inline = [...text.matchAll(/<script>([^<]+)<\/script>/g)].map(([, code]) => code ?? '');

  expect(inline).toHaveLength(1);
  const digest = createHash('sha256').update(inline.join('')).digest('base64');
  const policy = headers['content-security-policy'] ?? '';
  expect(policy.match(/script-src ([^;]+)/)?.[1]).toBe(`'self' 'sha256-${digest}'`);
});

it('sends the script packed to who can unpack it, and reads it once', async () => {
  const packed = await api.call('GET /docs/swagger-ui.js', {
    headers: { 'accept-encoding': 'gzip, br' },
  });
  const plain = await api.call('GET /docs/swagger-ui.js', { as: null });

  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(gunzipSync(Buffer.from(packed.text, 'latin1')).toString()).toBe(script);
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(Buffer.from(plain.text, 'latin1').toString()).toBe(script);
  expect(reads).toEqual(['swagger-ui.js']);
});

it('sends the style sheet as one', async () => {
  const { headers, text } = await api.call('GET /docs/swagger-ui.css', { as: null });

  expect(headers['content-type']).toBe('text/css; charset=utf-8');
  expect(Buffer.from(text, 'latin1').toString()).toBe('body {}');
});
