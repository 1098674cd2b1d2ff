import { gunzipSync } from 'node:zlib';
import { type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import { docsPage, docsPolicy } from '../../../adapters/http/openapi/docs-page.ts';
import { openApiDocument } from '../../../adapters/http/openapi/openapi.ts';
import { routes } from '../../../adapters/http/route-table.ts';
import {
  getDocs,
  getDocsScript,
  getDocsStyle,
  getHealth,
  getOpenApi,
} from '../../../adapters/http/routes/operations.ts';

export interface OperationDeps {
  readonly version: string;
  readonly stage: string;
  /** A file of the reference page, gzipped. */
  readonly readDocsFile: (name: DocsFile) => Promise<Uint8Array>;
}

type DocsFile = 'swagger-ui.js' | 'swagger-ui.css';

/** Liveness, and the description of the API for programs and people. Reads no data. */
export function operationRoutes({ version, stage, readDocsFile }: OperationDeps): BoundRoute[] {
  let document: ReturnType<typeof openApiDocument> | undefined;
  const files = new Map<DocsFile, Promise<Uint8Array>>();

  const sendFile =
    (name: DocsFile) =>
    async ({ headers }: { readonly headers: Readonly<Record<string, string | undefined>> }) => {
      const file = files.get(name) ?? readDocsFile(name);
      files.set(name, file);
      const gzipped = await file;
      const plain = !/\bgzip\b/.test(headers['accept-encoding'] ?? '');
      return {
        status: 200 as const,
        content: plain ? gunzipSync(gzipped) : gzipped,
        headers: {
          ...cachedFor('86400'),
          vary: 'accept-encoding',
          ...(plain ? {} : { 'content-encoding': 'gzip' }),
        },
      };
    };

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
    bind(getDocsScript, sendFile('swagger-ui.js')),
    bind(getDocsStyle, sendFile('swagger-ui.css')),
  ];
}

function cachedFor(seconds: string): Record<string, string> {
  return { 'cache-control': `public, max-age=${seconds}` };
}
