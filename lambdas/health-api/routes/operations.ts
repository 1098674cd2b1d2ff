import { gunzipSync } from 'node:zlib';
import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { docsPage, docsPolicy } from '../../../adapters/http/openapi/docs-page.ts';
import { openApiDocument } from '../../../adapters/http/openapi/openapi.ts';
import { routes } from '../../../adapters/http/route-table.ts';
import {
  getDocs,
  getDocsScript,
  getHealth,
  getOpenApi,
} from '../../../adapters/http/routes/operations.ts';

export interface OperationDeps {
  readonly version: string;
  readonly stage: string;
  /** The script of the reference page, gzipped. */
  readonly readDocsScript: () => Promise<Uint8Array>;
}

/** Liveness, and the description of the API for programs and people. Reads no data. */
export function operationRoutes({ version, stage, readDocsScript }: OperationDeps): BoundRoute[] {
  let document: ReturnType<typeof openApiDocument> | undefined;
  let script: Promise<Uint8Array> | undefined;

  return [
    bind(getHealth, async () => ({ status: 200, body: { status: 'ok', version, stage } })),
    bind(getOpenApi, async () => {
      document ??= openApiDocument(routes, version);
      return { status: 200, body: document, headers: cachedFor('300') };
    }),
    bind(getDocs, async () => ({
      status: 200,
      content: Buffer.from(docsPage),
      headers: { ...cachedFor('300'), 'content-security-policy': docsPolicy },
    })),
    bind(getDocsScript, async ({ headers }) => {
      script ??= readDocsScript();
      const gzipped = await script;
      const plain = !/\bgzip\b/.test(headers['accept-encoding'] ?? '');
      return {
        status: 200,
        content: plain ? gunzipSync(gzipped) : gzipped,
        headers: {
          ...cachedFor('86400'),
          vary: 'accept-encoding',
          ...(plain ? {} : { 'content-encoding': 'gzip' }),
        },
      };
    }),
  ];
}

function cachedFor(seconds: string): Record<string, string> {
  return { 'cache-control': `public, max-age=${seconds}` };
}
