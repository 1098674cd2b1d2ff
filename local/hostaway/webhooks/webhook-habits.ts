import * as z from 'zod';

/** Ways of events to be awkward. All but the ping are off until they are switched on. */
export const webhookHabitsSchema = z.strictObject({
  /** A new webhook is tried out with `{"data": "test"}`. */
  ping: z.boolean().default(true),
  /** What is told is at the top of the body, or one deeper, in `payload`. */
  form: z.enum(['flat', 'nested']).default('flat'),
  /** Messages of guests come alone, without `object`, `event` and `accountId`. */
  bare_messages: z.boolean().default(false),
  /** Reservations lack their dates, guests and prices. */
  partial: z.boolean().default(false),
  /** How often each event is delivered. */
  copies: z.int().min(1).max(100).default(1),
  /** The chance of an event to be lost, from the simulator's seed. */
  loss: z.number().min(0).max(1).default(0),
  /** So many events are held back until they are together, and then delivered in reverse. */
  hold: z.int().min(1).default(1),
  /** Each event comes later by this, */
  delay_ms: z.number().min(0).default(0),
  /** and by up to this. */
  spread_ms: z.number().min(0).default(0),
});

export type WebhookHabits = z.output<typeof webhookHabitsSchema>;
export type WebhookHabitsInput = z.input<typeof webhookHabitsSchema>;
