import type { FunctionName } from './functions.ts';
import { tracesSecretName } from './names.ts';
import { onTracesSecret } from './permissions/grants.ts';
import type { Permission } from './permissions/permission.ts';
import type { StageSettings } from './settings.ts';

/** Those whose work is recorded as spans. The others have no use for what records them, and never load it. */
const traced: ReadonlySet<FunctionName> = new Set([
  'targets-api',
  'listings-api',
  'health-api',
  'auth-api',
  'inbound-api',
  'sync-dispatcher',
  'sync-worker',
  'health-check',
  'inbound-worker',
]);

/** What a function needs to send its spans. */
export interface Tracing {
  readonly environment: Readonly<Record<string, string>>;
  readonly permissions: readonly Permission[];
}

/** Nothing where the stage has no receiver, and for functions without spans. */
export function tracingOf(name: FunctionName, { stage, traces }: StageSettings): Tracing {
  if (traces === undefined || !traced.has(name)) return { environment: {}, permissions: [] };
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: traces.endpoint };
  if (!traces.headersInSecret) return { environment: endpoint, permissions: [] };

  return {
    environment: { ...endpoint, OTEL_EXPORTER_OTLP_HEADERS_SECRET: tracesSecretName(stage) },
    permissions: [onTracesSecret(stage)],
  };
}
