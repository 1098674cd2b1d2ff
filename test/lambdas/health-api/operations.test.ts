import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { operationRoutes } from '../../../lambdas/health-api/routes/operations.ts';
import { startDynamoDb, type TestDatabase } from '../../support/dynamodb.ts';
import { startTestApi, type TestApi } from '../../support/test-api.ts';

const script = 'window.reference = "grüße";';
let reads = 0;
let database: TestDatabase;
let api: TestApi;
beforeAll(async () => {
  database = await startDynamoDb();
  const bound = operationRoutes({
    version: '1.2.3',
    stage: 'test',
    readDocsScript: async () => {
      reads += 1;
      return gzipSync(script);
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
  expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
  expect(text).not.toMatch(/https?:\/\//);
  expect(text).toContain('src="/docs/scalar.js"');
});

it('sends the script packed to who can unpack it, and reads it once', async () => {
  const packed = await api.call('GET /docs/scalar.js', {
    headers: { 'accept-encoding': 'gzip, br' },
  });
  const plain = await api.call('GET /docs/scalar.js', { as: null });

  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(gunzipSync(Buffer.from(packed.text, 'latin1')).toString()).toBe(script);
  expect(plain.headers).not.toHaveProperty('content-encoding');
  expect(Buffer.from(plain.text, 'latin1').toString()).toBe(script);
  expect(reads).toBe(1);
});
