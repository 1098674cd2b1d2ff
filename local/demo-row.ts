import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import * as z from 'zod';

const csv = new URL('../data/listings.csv', import.meta.url);

/** One listing as Inside Airbnb has it: text in every column, empty where it has nothing. */
const demoRowSchema = z.object({
  id: z.string().min(1),
  name: z.string(),
  picture_url: z.string(),
  neighbourhood_cleansed: z.string(),
  latitude: z.string(),
  longitude: z.string(),
  property_type: z.string(),
  accommodates: z.string(),
  bathrooms_text: z.string(),
  beds: z.string(),
  price: z.string(),
  minimum_nights: z.string(),
  maximum_nights: z.string(),
  license: z.string(),
});

export type DemoRow = z.infer<typeof demoRowSchema>;

/** All rows of `data/listings.csv`, in its order. @throws z.ZodError when a column is missing */
export function readDemoRows(): DemoRow[] {
  const rows: unknown = parse(readFileSync(csv), { columns: true });

  return z.array(demoRowSchema).parse(rows);
}
