import * as z from 'zod';
import { faultSchema } from './faults/fault.ts';
import { webhookHabitsSchema } from './webhooks/webhook-habits.ts';

/** At most `max_requests` calls in any trailing `window_ms`. */
export const windowSchema = z.strictObject({
  max_requests: z.int().min(1),
  window_ms: z.number().positive(),
});

/**
 * `current`: 200 per 10 s for an account and for an address (documentation since August 2026). `legacy`: 20 and 15.
 * One bare window is the strict receiver of tests: every call of an account counts, token calls too, and addresses do not.
 */
export const limitsSchema = z.union([
  z.enum(['current', 'legacy', 'none']),
  windowSchema,
  z.strictObject({ account: windowSchema.nullable(), ip: windowSchema.nullable() }),
]);

/** One Hostaway account: its numeric id, its API key and the tokens that were made for it beforehand. */
export const accountSchema = z.strictObject({
  id: z.int().positive(),
  api_key: z.string().min(1),
  tokens: z.array(z.string().min(1)).default([]),
});

/** The account that is there unless others are named. */
export const demoAccount = {
  id: 10001,
  api_key: 'local-hostaway-key',
  tokens: ['local-hostaway-token'],
} as const;

export const simulatorOptionsSchema = z.strictObject({
  /** 0: any free port. */
  port: z.int().min(0).max(65_535).default(0),
  accounts: z.array(accountSchema).default([{ ...demoAccount, tokens: [...demoAccount.tokens] }]),
  limits: limitsSchema.default('current'),
  faults: z.array(faultSchema).default([]),
  /** Listings, calendars, reservations, webhooks and tokens are kept here and are back after a restart; absent: memory only. */
  dataFile: z.string().optional(),
  /** Seed of everything random, so that a run can be repeated. */
  seed: z.int().default(1),
  /** A new token is refused for this long, as the documentation warns. */
  tokenDelayMs: z.number().min(0).default(1000),
  tokenLifetimeSeconds: z.int().positive().default(15_897_600),
  /** How long re-hosting a picture takes (some minutes in reality). */
  imageDelayMs: z.number().min(0).default(2000),
  /** Pictures whose URL contains this are never fetched, and nobody is told. */
  brokenImageText: z.string().min(1).default('broken'),
  /** The status of a validation failure is not documented; both have been reported. */
  validationStatus: z.union([z.literal(400), z.literal(200)]).default(400),
  /** What a write to an archived listing is answered; null: it is taken like any other. Which it is, is not documented. */
  archivedStatus: z
    .union([z.literal(400), z.literal(403), z.literal(409)])
    .nullable()
    .default(null),
  /** Days of a calendar say for so long that they have not been passed on to the channels. */
  calendarProcessMs: z.number().min(0).default(0),
  /** Whoever reads a calendar sees what is written to it only so long afterwards. */
  calendarReadableAfterMs: z.number().min(0).default(0),
  /** Of many intervals, those before a wrong one are kept although the request is refused. Which it is, is not documented. */
  intervalsOneByOne: z.boolean().default(false),
  /** Whether a block written to a night that a reservation holds is there when the night is free again. */
  keepsBlocksUnderReservations: z.boolean().default(false),
  /** A change of a reservation can be read only so long after it was made. */
  readableAfterMs: z.number().min(0).default(0),
  /** Reservations can be filtered by `dateType`, `startDate` and `endDate`, which not every account can yet. */
  dateTypeFilter: z.boolean().default(true),
  /** What moving a reservation to another listing is answered; null: with success, and it stays where it is. */
  movedStatus: z
    .union([z.literal(400), z.literal(403)])
    .nullable()
    .default(null),
  /** What is a minute for retries of webhooks; five days of 1440 of them and they are disabled. */
  webhookMinuteMs: z.number().positive().default(60_000),
  /** How long a webhook may take to answer. */
  webhookTimeoutMs: z.number().positive().default(20_000),
  webhookHabits: webhookHabitsSchema.prefault({}),
  /** Lists carry `page` and `totalPages`: documented, but missing from real answers. */
  pageInfo: z.boolean().default(false),
  /** Which arrays are blank without `includeResources=1`; only the custom fields are known for certain. */
  blankWithoutResources: z.enum(['customFieldValues', 'all']).default('customFieldValues'),
  /** Calls, and deliveries to webhooks, remembered; the oldest are forgotten. */
  maxCalls: z.int().min(1).default(100_000),
});

export type SimulatorOptions = z.input<typeof simulatorOptionsSchema>;
export type SimulatorSettings = z.output<typeof simulatorOptionsSchema>;
export type Window = z.infer<typeof windowSchema>;
export type Limits = z.infer<typeof limitsSchema>;
export type Account = z.output<typeof accountSchema>;
export type AccountInput = z.input<typeof accountSchema>;
