import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { requestExamples } from '../../../../adapters/http/openapi/examples.ts';
import { openApiDocument } from '../../../../adapters/http/openapi/openapi.ts';
import { routes } from '../../../../adapters/http/route-table.ts';

const document = openApiDocument(routes, '1.2.3');
const text = JSON.stringify(document);

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();

    const { valid, errors } = await validator.validate(JSON.parse(text));

    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it.each(routes.map((route) => [route.operation_id, route] as const))(
    'describes %s',
    (_, route) => {
      const path = document.paths?.[route.path];
      const operation = path?.[route.method.toLowerCase() as 'get'];
      const statuses = Object.keys(operation?.responses ?? {});

      expect(operation?.operationId).toBe(route.operation_id);
      expect(statuses).toEqual(expect.arrayContaining(Object.keys(route.responses)));
      expect(statuses).toEqual(
        expect.arrayContaining(route.access === 'open' ? ['500'] : ['401', '500']),
      );
      expect(operation?.security).toEqual(
        route.access === 'open' ? [] : [{ apiKey: [] }, { session: [] }],
      );
    },
  );

  it.each(routes.map((route) => [route.operation_id, route] as const))(
    'names the headers that answers of %s have',
    (_, { path, method, access, answer_headers = [] }) => {
      const operation = document.paths?.[path]?.[method.toLowerCase() as 'get'];
      const headersOf = (status: string) =>
        Object.keys(JSON.parse(JSON.stringify(operation?.responses?.[status] ?? {})).headers ?? {});
      const statuses = Object.keys(operation?.responses ?? {});

      for (const status of statuses) expect(headersOf(status)).toContain('traceparent');
      for (const status of statuses.filter((each) => each.startsWith('2')))
        expect(headersOf(status)).toEqual(['traceparent', ...answer_headers]);
      if (statuses.includes('503')) expect(headersOf('503')).toContain('retry-after');
      // An unknown parameter is always possible.
      if (access !== 'open') expect(statuses).toContain('400');
    },
  );

  it('says that a link names either a unit or a space', () => {
    const body = document.paths?.['/api/channels/listings']?.post?.requestBody;

    expect(body).toMatchObject({
      content: {
        'application/json': {
          schema: { oneOf: [{ required: ['unit_id'] }, { required: ['space_id'] }] },
        },
      },
    });
  });

  it('names every parameter of every path', () => {
    for (const { path, params, operation_id } of routes) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect([operation_id, Object.keys(params?.shape ?? {}).toSorted()]).toEqual([
        operation_id,
        named.toSorted(),
      ]);
    }
  });

  it('has ids that are unique, and refers to nothing that is missing', () => {
    const ids = routes.map(({ operation_id }) => operation_id);
    const refs = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);

    expect(new Set(ids).size).toBe(ids.length);
    for (const name of refs) expect(document.components?.schemas).toHaveProperty(name ?? '');
  });

  it('offers filters as whole numbers and truth values, as they are meant', () => {
    const listUnits = document.paths?.['/api/supply/units']?.get?.parameters;
    const archive = document.paths?.['/api/channels/listings/{id}']?.delete?.parameters;

    expect(listUnits).toContainEqual(
      expect.objectContaining({
        name: 'limit',
        schema: expect.objectContaining({ type: 'integer', maximum: 100, default: 25 }),
      }),
    );
    expect(archive).toContainEqual(
      expect.objectContaining({
        name: 'remove_from_channel',
        schema: expect.objectContaining({ type: 'boolean' }),
      }),
    );
  });
});

describe('the examples', () => {
  const withBody = routes.filter(({ body }) => body !== undefined);

  it.each(withBody.map((route) => [route.operation_id, route] as const))(
    'show a valid body of %s',
    (id, { body }) => {
      expect(body?.safeParse(requestExamples[id])).toMatchObject({ success: true });
    },
  );
});
