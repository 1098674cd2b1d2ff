import * as z from 'zod';

/** A UUID as a caller may write it; keys hold lower case. */
export const idSchema = z.uuid().toLowerCase();

/** Parameters of a path that ends in or contains `{id}`. */
export const idParamsSchema = z.object({ id: idSchema });
