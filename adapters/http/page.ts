import * as z from 'zod';
import { describedAs } from './described-as.ts';

/** Query of every list: how many items at most (1-100, 25 by default), and where the last page ended. */
export const pageQuerySchema = z.strictObject({
  limit: z
    .string()
    .regex(/^([1-9]\d?|100)$/, 'a whole number from 1 to 100')
    .default('25')
    .transform(Number)
    .meta({
      description: 'Most items to answer; there may be fewer.',
      override: describedAs({ type: 'integer', minimum: 1, maximum: 100, default: 25 }),
    }),
  cursor: z.string().max(2048).optional().meta({
    description: 'The `next_cursor` of the page before. Opaque; good for the same list only.',
  }),
});

/** What an answer lacks, or could not do, since a row is unusable. */
export const leftOutSchema = z.array(z.string()).readonly().optional().meta({
  description:
    'What belongs here but cannot be read, by its key; absent when there is nothing. A fault on our side, and in our logs.',
});

/** Body of every list. `next_cursor` is null at the end; a page may be short or empty before it. */
export function pageSchema<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    left_out: leftOutSchema,
    next_cursor: z.string().nullable(),
  });
}
