import * as z from 'zod';

/** Yes or no as the API takes it: 0, 1, the same as text, or a boolean; read as a number. */
export const flagSchema = z.preprocess(
  (value) => (typeof value === 'boolean' || typeof value === 'string' ? Number(value) : value),
  z.int().min(0).max(1),
);
