import type { ZodOpenApiMetadata } from 'zod-openapi';

type Override = NonNullable<ZodOpenApiMetadata['override']>;

/** Query and path values arrive as text; the OpenAPI document tells what is meant by it instead. */
export function describedAs(
  meaning: Readonly<Record<string, string | number | boolean>>,
): Override & object {
  return ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    for (const name of Object.keys(jsonSchema)) delete jsonSchema[name];
    Object.assign(jsonSchema, meaning);
  };
}
