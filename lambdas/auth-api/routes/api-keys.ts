import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/identity/api-keys.ts';
import { NotFoundError, UnprocessableError } from '../../../domain/common/errors.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import { type ApiKey, hasRunOut, type ShownApiKey } from '../../../domain/identity/api-key.ts';
import { newApiKey } from '../../../domain/identity/new-api-key.ts';

export interface ApiKeyRoutesDeps {
  readonly keys: {
    add(key: ApiKey): Promise<void>;
    list(tenant: Tenant, page: PageRequest): Promise<Page<ShownApiKey>>;
    revoke(tenant: Tenant, id: string): Promise<boolean>;
  };
  readonly clock: Clock;
}

/** The calls by which Owners give scripts a key, and take it away. */
export function apiKeyRoutes({ keys, clock }: ApiKeyRoutesDeps): BoundRoute[] {
  return [
    bind(routes.listApiKeys, async ({ principal, query }) => ({
      status: 200,
      body: await keys.list(principal, query),
    })),
    bind(routes.createApiKey, async ({ principal, body }) => {
      const { org_id, account_id, user_id: created_by } = principal;
      const { expires_at = null, ...asked } = body;
      if (hasRunOut({ expires_at }, clock())) throw past();
      const { key, stored } = newApiKey(
        { ...asked, org_id, account_id, created_by, expires_at },
        clock(),
      );
      await keys.add(stored);
      return { status: 201, body: { ...stored, last_used_at: null, key } };
    }),
    bind(routes.revokeApiKey, async ({ principal, params }) => {
      if (await keys.revoke(principal, params.id)) return { status: 204 };
      throw new NotFoundError('There is no such API key.');
    }),
  ];
}

function past(): UnprocessableError {
  return new UnprocessableError('validation', 'The body is not what this call takes.', [
    { path: 'expires_at', message: 'must be in the future' },
  ]);
}
