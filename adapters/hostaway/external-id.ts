import * as z from 'zod';

/** Id of a listing at Hostaway: a whole number from 1, which a few answers give as text; here it is always text. */
export const externalIdSchema = z
  .union([z.int().min(1), z.string().regex(/^[1-9]\d{0,14}$/)])
  .transform(String);
