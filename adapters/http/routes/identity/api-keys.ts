import * as z from 'zod';
import { apiKeySchema, shownApiKeySchema } from '../../../../domain/identity/api-key.ts';
import { roleSchema } from '../../../../domain/identity/principal.ts';
import { momentSchema } from '../../moment.ts';
import { pageQuerySchema, pageSchema } from '../../page.ts';
import { idParamsSchema } from '../../path-params.ts';
import type { Route } from '../../route.ts';

const base = { function: 'auth-api', tag: 'Identity', access: ['Owner'] } as const;
const path = '/api/api-keys';

const apiKey = shownApiKeySchema.meta({ id: 'ApiKey' });

export const listApiKeys = {
  ...base,
  operation_id: 'listApiKeys',
  method: 'GET',
  path,
  summary:
    "The account's API keys; their beginnings, and when they were used last, to some minutes",
  query: pageQuerySchema,
  responses: { 200: pageSchema(apiKey) },
} as const satisfies Route;

export const createApiKey = {
  ...base,
  operation_id: 'createApiKey',
  // Its answer holds the key, which nobody keeps.
  keeps_no_answer: true,
  method: 'POST',
  path,
  summary: 'Make an API key; it is shown this once',
  body: z.strictObject({
    name: apiKeySchema.shape.name,
    role: roleSchema,
    expires_at: momentSchema.nullish(),
  }),
  responses: {
    201: shownApiKeySchema.extend({
      key: z.string().meta({ description: 'Keep it: it is not shown again.' }),
    }),
  },
} as const satisfies Route;

export const revokeApiKey = {
  ...base,
  operation_id: 'revokeApiKey',
  method: 'DELETE',
  path: '/api/api-keys/{id}',
  summary: 'Revoke an API key; it is refused from the next request on',
  params: idParamsSchema,
  responses: { 204: null },
} as const satisfies Route;

export const apiKeyRoutes: readonly Route[] = [listApiKeys, createApiKey, revokeApiKey];
