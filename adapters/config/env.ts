import * as z from 'zod';

/** Environment of every function, as `lib/` sets it. Read once at cold start; a missing value stops the first call. */
const variables = z.object({
  AWS_REGION: z.string().min(1),
  STAGE: z.string().min(1),
  CHANNELS_TABLE: z.string().min(1),
  AUDIT_TABLE: z.string().min(1),
  METERS_TABLE: z.string().min(1),
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
  /** What channels are waited for, and what they may still apply after that, where a stand-in answers at once and nobody wants to wait. */
  CHANNEL_TIMEOUT_MS: z.coerce.number().int().positive().optional(),
  CHANNEL_LATE_MS: z.coerce.number().int().positive().optional(),
});

/** A channel that is a service of others takes the time it takes: a stage that hurries it would make listings twice. */
const onlyHere = z.check<z.infer<typeof variables>>(({ value, issues }) => {
  for (const name of ['CHANNEL_TIMEOUT_MS', 'CHANNEL_LATE_MS'] as const) {
    const input = value[name];
    if (input === undefined || value.STAGE === 'local') continue;
    issues.push({ code: 'custom', input, path: [name], message: 'only for stage local' });
  }
});

const schema = variables.check(onlyHere);

export type Env = z.infer<typeof schema>;

/** @throws ZodError naming each missing or malformed variable. */
export function readEnv(): Env {
  // Zod compiles what parses objects at its first use, which a single use does not pay back.
  return schema.parse(process.env, { jitless: true });
}
