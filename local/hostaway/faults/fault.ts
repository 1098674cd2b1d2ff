import * as z from 'zod';
import { listHabitSchema } from './list-habit.ts';

/** Which calls a fault is for; everything that is left out matches. */
const targetsSchema = z.strictObject({
  methods: z.array(z.enum(['GET', 'POST', 'PUT', 'DELETE'])).optional(),
  /** Beginning of the path, e.g. `/v1/listings`. */
  path: z.string().startsWith('/').optional(),
  account_id: z.int().optional(),
  /** POST, PUT and DELETE of listings only. */
  writes_only: z.boolean().optional(),
});

const common = {
  match: targetsSchema.default({}),
  /** Ends after so many calls. */
  count: z.int().min(1).optional(),
  /** Ends after so long. */
  for_ms: z.number().positive().optional(),
  /** Strikes each matching call with this chance, from the simulator's seed. */
  probability: z.number().min(0).max(1).default(1),
};

/** The request was carried out before the fault strikes: the caller cannot know. */
const commit = (usual: boolean) => ({ commit: z.boolean().default(usual) });

const delay = (usual: number) => ({ delay_ms: z.number().min(0).default(usual) });

/** One way to be a bad neighbour. Without `count` and `for_ms` it lasts until it is cleared. */
export const faultSchema = z.discriminatedUnion('kind', [
  /**
   * Later by `delay_ms` plus up to `jitter_ms`; goes together with any other fault. On the way it arrives later, as on a
   * slow network; at work it is answered later.
   */
  z.strictObject({
    kind: z.literal('latency'),
    ...common,
    ...delay(0),
    jitter_ms: z.number().min(0).default(0),
    where: z.enum(['on_the_way', 'at_work']).default('at_work'),
  }),
  /** 429. `hint` is the form in which the end of the wait is told: by Hostaway's header, by `Retry-After`, or not at all. */
  z.strictObject({
    kind: z.literal('rate_limit'),
    ...common,
    hint: z.enum(['unix_time', 'seconds', 'http_date', 'none']).default('unix_time'),
    /** What the hint says when `for_ms` does not say it. */
    retry_after_ms: z.number().min(0).default(2000),
  }),
  z.strictObject({
    kind: z.literal('server_error'),
    ...common,
    ...commit(false),
    status: z.int().min(500).max(599).default(503),
  }),
  /**
   * A refusal of the calls it is for, such as those about one listing (`path`); in Hostaway's words, or as the page of a
   * firewall before it. `retry_after_seconds` is told by `Retry-After`.
   */
  z.strictObject({
    kind: z.literal('refuse'),
    ...common,
    status: z.int().min(400).max(499).default(403),
    words: z.string().default('You do not have permission for this listing'),
    form: z.enum(['json', 'page']).default('json'),
    retry_after_seconds: z.int().min(0).optional(),
  }),
  /** The connection is cut instead of an answer. */
  z.strictObject({ kind: z.literal('drop'), ...common, ...commit(true) }),
  /** No answer for `delay_ms`, then the connection is cut. */
  z.strictObject({ kind: z.literal('timeout'), ...common, ...commit(false), ...delay(120_000) }),
  /**
   * Carried out only `after_ms` later, whether or not the caller is still there; until then nobody sees anything of it. The caller is
   * left without an answer, cut off, or told by a gateway that it has waited long enough.
   */
  z.strictObject({
    kind: z.literal('late'),
    ...common,
    after_ms: z.number().min(0).default(34_000),
    answer: z.enum(['none', 'cut', 'gateway_timeout']).default('none'),
  }),
  /** 200 with the first half of the JSON, then the connection is cut. */
  z.strictObject({ kind: z.literal('truncated_json'), ...common, ...commit(true) }),
  /** 200 with a page for humans. */
  z.strictObject({ kind: z.literal('not_json'), ...common, ...commit(true) }),
  /** The answer comes in ten drips over `delay_ms`. */
  z.strictObject({ kind: z.literal('slow_body'), ...common, ...commit(true), ...delay(3000) }),
  /** Lists of listings and reservations are wrong in these ways; goes together with any other fault. */
  z.strictObject({ kind: z.literal('list'), ...common, habits: z.array(listHabitSchema).min(1) }),
  /** Fields of a listing, a reservation or a day that are taken with success and not kept; goes together with any other fault. */
  z.strictObject({ kind: z.literal('ignore'), ...common, fields: z.array(z.string()).min(1) }),
  /** Days of a calendar, each with this chance, to which is written with success and in vain; goes together with any other fault. */
  z.strictObject({
    kind: z.literal('lose_days'),
    ...common,
    chance: z.number().positive().max(1).default(0.5),
  }),
  /** Every connection is cut before anything is read. */
  z.strictObject({ kind: z.literal('offline'), ...common }),
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;
