import * as z from 'zod';

/** Environment of every function, as `lib/` sets it. Read once at cold start; a missing value stops the first call. */
const schema = z.object({
  AWS_REGION: z.string().min(1),
  STAGE: z.string().min(1),
  CHANNELS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  METERS_TABLE: z.string().min(1),
  INBOUND_TABLE: z.string().min(1),
  EVENT_BUS_NAME: z.string().min(1),
  /** A target's queue is `<prefix><target id>.fifo`; names, ARNs and URLs follow from it. */
  QUEUE_NAME_PREFIX: z.string().min(1),
  /** URL up to and including the queue name's prefix. */
  QUEUE_URL_PREFIX: z.url(),
  /** ARN up to and including the queue name's prefix. */
  QUEUE_ARN_PREFIX: z.string().startsWith('arn:'),
  PRIORITY_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_URL: z.url(),
  DEAD_LETTER_QUEUE_ARN: z.string().startsWith('arn:'),
  /** A target's secret is `<prefix><org>/<account>/<target id>`. */
  SECRET_NAME_PREFIX: z.string().min(1),
  /** Names of the worker functions, one per shard, comma separated. */
  WORKER_FUNCTION_NAMES: z.string().min(1),
  /** Whether a target's base URL may be http or on this machine or a private network (local runtime only). */
  ALLOW_PRIVATE_BASE_URLS: z.enum(['true', 'false']),
  /** Whether each listing that was synced is an event on the bus. */
  ANNOUNCE_SYNCED: z.enum(['true', 'false']),
});

export type Env = z.infer<typeof schema>;

/** @throws ZodError naming each missing or malformed variable. */
export function readEnv(): Env {
  // Zod compiles what parses objects at its first use, which a single use does not pay back.
  return schema.parse(process.env, { jitless: true });
}

const apiSchema = schema.extend({
  /** Where browsers reach the API, without a slash at the end. */
  PUBLIC_URL: z.url(),
});

export type ApiEnv = z.infer<typeof apiSchema>;

/** What functions behind the HTTP API have beside that. @throws ZodError */
export function readApiEnv(): ApiEnv {
  return apiSchema.parse(process.env, { jitless: true });
}

const loginSchema = z.object({
  OIDC_ISSUER: z.url(),
  /** Empty: nobody has registered this stage with the provider. */
  OIDC_CLIENT_ID: z.string(),
  /** The name of the secret that holds the client's secret, as it is. */
  OIDC_SECRET_NAME: z.string().min(1),
});

/** How people log in. @throws ZodError */
export function readLoginEnv(): z.infer<typeof loginSchema> {
  return loginSchema.parse(process.env, { jitless: true });
}

const webhookSchema = z.object({
  /** A webhook's secret is `<prefix><org>/<account>/<id>`. */
  WEBHOOK_SECRET_PREFIX: z.string().min(1),
});

/** Where the secrets are that alerts are signed by. @throws ZodError */
export function readWebhookEnv(): z.infer<typeof webhookSchema> {
  return webhookSchema.parse(process.env, { jitless: true });
}

const archiveSchema = z.object({ ARCHIVE_BUCKET: z.string().min(1) });

/** Where the archive of the audit is. @throws ZodError */
export function readArchiveEnv(): z.infer<typeof archiveSchema> {
  return archiveSchema.parse(process.env, { jitless: true });
}

const tracesSchema = z.object({
  /** Where spans go, as OpenTelemetry names it. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url(),
  /** The name of the secret with the headers that the receiver wants. */
  OTEL_EXPORTER_OTLP_HEADERS_SECRET: z.string().optional(),
  /** How long (ms) an invocation waits at its end for the receiver. */
  OTEL_EXPORTER_OTLP_TIMEOUT: z.coerce.number().int().positive().optional(),
  POWERTOOLS_SERVICE_NAME: z.string().optional(),
  AWS_LAMBDA_FUNCTION_NAME: z.string().optional(),
  AWS_REGION: z.string().optional(),
  STAGE: z.string().optional(),
});

export type TracesEnv = z.infer<typeof tracesSchema>;

/** Undefined where spans are to go nowhere. @throws ZodError when the endpoint is no URL */
export function readTracesEnv(): TracesEnv | undefined {
  return process.env.OTEL_EXPORTER_OTLP_ENDPOINT
    ? tracesSchema.parse(process.env, { jitless: true })
    : undefined;
}

/**
 * For how long channels are waited for, and may still apply a write after that, where a stand-in answers at once and nobody wants to
 * wait; as a rule nothing. Apart from the rest, without which mapping has to work.
 */
const hurrySchema = z
  .object({
    STAGE: z.string().optional(),
    CHANNEL_TIMEOUT_MS: z.coerce.number().int().positive().optional(),
    CHANNEL_LATE_MS: z.coerce.number().int().positive().optional(),
  })
  // A channel that is a service of others takes the time it takes: a stage that hurries it would make listings twice.
  .refine(({ STAGE, ...hurry }) => STAGE === 'local' || Object.keys(hurry).length === 0, {
    error: 'CHANNEL_TIMEOUT_MS and CHANNEL_LATE_MS are only for stage local',
  });

/** @throws ZodError where the stage is not `local` and hurries channels all the same. */
export function readHurry(): { timeoutMs: number | undefined; lateMs: number | undefined } {
  const hurry = hurrySchema.parse(process.env, { jitless: true });

  return { timeoutMs: hurry.CHANNEL_TIMEOUT_MS, lateMs: hurry.CHANNEL_LATE_MS };
}

/** The stage that a function is of; undefined outside of functions, such as in tests. */
export const stageName = process.env.STAGE;
