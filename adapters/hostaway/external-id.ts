import * as z from 'zod';

/** Id of a listing at Hostaway: a whole number from 1, which a few answers give as text; here it is always text. */
export const externalIdSchema = z
  .union([z.int().min(1), z.string().regex(/^[1-9]\d{0,14}$/)])
  .transform(String);

/** What keeps a text from being the id of a listing at Hostaway; null when nothing does. */
export function externalIdProblem(id: string): string | null {
  return externalIdSchema.safeParse(id).success
    ? null
    : 'must be the id of a listing at Hostaway: a whole number without leading zeros';
}
