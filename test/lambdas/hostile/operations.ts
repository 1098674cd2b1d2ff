import { openApiDocument } from '../../../adapters/http/openapi/openapi.ts';
import { routes } from '../../../adapters/http/route-table.ts';

export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

/** One call of the API as its OpenAPI document tells it to clients. */
export interface Operation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly schema: Schema; readonly example?: unknown };
  /** Status -> media type -> what it holds. */
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

/** The document as clients get it. */
export const document = JSON.parse(JSON.stringify(openApiDocument(routes, '1.2.3')));

export const operations: readonly Operation[] = Object.entries<Record<string, never>>(
  document.paths,
).flatMap(([path, methods]) =>
  Object.entries<Record<string, never>>(methods).map(([method, described]) => {
    const { requestBody, parameters = [], ...rest } = described as Record<string, never>;
    const body = (requestBody as { content: Record<string, never> } | undefined)?.content[
      'application/json'
    ];
    return {
      ...rest,
      method: method.toUpperCase(),
      path,
      parameters,
      body,
    } as unknown as Operation;
  }),
);

/** A schema without references, and of several forms the first. */
export function resolved(schema: Schema): Schema {
  const { $ref, anyOf, oneOf, allOf } = schema as { $ref?: string } & Record<string, Schema[]>;
  if ($ref !== undefined) {
    const found = $ref
      .slice(2)
      .split('/')
      .reduce((at, part) => at[part], document);
    return resolved(found);
  }
  const [form] = anyOf ?? (schema.properties ? undefined : oneOf) ?? allOf ?? [];

  return form === undefined ? schema : resolved(form);
}

/** Every place in a value of a schema, however deep, with what belongs there: `['address', 'city']`, `['beds', 0, 'type']`. */
export function placesIn(
  schema: Schema,
  path: readonly (string | number)[] = [],
): { readonly path: readonly (string | number)[]; readonly schema: Schema }[] {
  const { properties = {}, items } = resolved(schema) as {
    properties?: Record<string, Schema>;
    items?: Schema;
  };
  const inner = [
    ...Object.entries(properties),
    ...(items === undefined ? [] : [[0, items] as const]),
  ];
  return inner.flatMap(([name, each]) => {
    const here = [...path, name];
    return [{ path: here, schema: resolved(each) }, ...placesIn(each, here)];
  });
}
