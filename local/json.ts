import * as z from 'zod';

/** The value a text of JSON says; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const objectSchema = z.record(z.string(), z.unknown());

/** The same for an object; undefined for anything else. */
export function readObject(text: string): Record<string, unknown> | undefined {
  return objectSchema.safeParse(parseJson(text)).data;
}
