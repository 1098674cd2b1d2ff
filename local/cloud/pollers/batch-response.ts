import * as z from 'zod';

const responseSchema = z.object({
  batchItemFailures: z
    .array(z.object({ itemIdentifier: z.string().min(1) }))
    .nullish()
    .transform((failures) => failures ?? []),
});

/**
 * The items a function reports as failed, of those it got. Undefined when the whole batch counts as failed: an answer
 * of another shape, or an identifier that was not in the batch.
 */
export function failedItems(payload: string, ids: readonly string[]): string[] | undefined {
  const answer: unknown = JSON.parse(payload);
  if (answer === null || (typeof answer === 'object' && Object.keys(answer).length === 0)) {
    return [];
  }
  const parsed = responseSchema.safeParse(answer);
  if (!parsed.success) return undefined;
  const failed = parsed.data.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  return failed.every((id) => ids.includes(id)) ? failed : undefined;
}
