import * as z from 'zod';

/** Paths into the event by name, and a text (in quotes) or a document with `<name>` for each. */
export const inputTransformerSchema = z.object({
  InputPathsMap: z.record(z.string(), z.string().regex(/^\$(\.[\w-]+)*$/)).default({}),
  InputTemplate: z.string(),
});

const fieldsSchema = z.record(z.string(), z.unknown());

/** What a target gets instead of the event. A name whose path leads nowhere stands for nothing, as at AWS. */
export function transformed(
  { InputPathsMap, InputTemplate }: z.infer<typeof inputTransformerSchema>,
  event: unknown,
): string {
  const text = InputTemplate.replaceAll(/<([\w-]+)>/g, (whole, name: string) => {
    const path = InputPathsMap[name];
    if (path === undefined) return whole;
    const value = valueAt(event, path);
    const words = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');

    // Within a text in quotes.
    return JSON.stringify(words).slice(1, -1);
  });

  return text.startsWith('"') ? z.string().parse(JSON.parse(text)) : text;
}

function valueAt(event: unknown, path: string): unknown {
  return path
    .split('.')
    .slice(1)
    .reduce<unknown>((value, name) => fieldsSchema.catch({}).parse(value)[name], event);
}
