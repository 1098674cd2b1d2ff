import * as z from 'zod';

/** Only to check where a path leads. */
const someOrigin = 'https://origin.invalid';

/** A path of this origin: what a browser would not take for another one, by two slashes, backslashes or characters it skips. */
export const returnToSchema = z
  .string()
  .max(2000)
  .regex(/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/, 'a path of this site, such as /targets')
  .refine((path) => URL.parse(path, someOrigin)?.origin === someOrigin);
