import * as z from 'zod';
import { ChannelCallError, type Vocabulary } from '../../domain/channel/channel.ts';

const rowSchema = z.object({ id: z.int(), name: z.string().max(255) });
/** Hostaway has hundreds of amenities; looking at each row of a list without end would keep everything else waiting. */
const maxRows = 5_000;
/** Whatever is not a list of named ids has no words to offer, which must not keep a unit from being sent. */
const vocabularySchema = z.object({
  result: z
    .array(z.unknown())
    .catch([])
    .transform((rows) =>
      rows.slice(0, maxRows).flatMap((row) => rowSchema.safeParse(row).data ?? []),
    ),
});

const paths: Readonly<Record<Vocabulary, string>> = {
  property_types: '/propertyTypes',
  amenities: '/amenities',
  bed_types: '/bedTypes',
};

export type ReadWords = (
  path: string,
  schema: typeof vocabularySchema,
) => Promise<z.infer<typeof vocabularySchema>>;

/**
 * Hostaway's words and their ids, which must never be hard-coded. A vocabulary the account does not get (a definite no, e.g. 404) is
 * empty, and the mapping warns about each word; trouble that may pass is thrown. So is a refusal for the credentials, unless `check`
 * says that they work.
 * @throws ChannelCallError
 */
export async function fetchVocabulary(
  name: Vocabulary,
  read: ReadWords,
  check: () => Promise<void>,
): Promise<Record<string, number>> {
  try {
    const { result } = await read(paths[name], vocabularySchema);
    // Of two rows with one name the smaller id wins, in whatever order they come.
    const rows = result.toSorted((a, b) => b.id - a.id);
    return Object.fromEntries(rows.map(({ id, name }) => [name.trim().toLowerCase(), id]));
  } catch (error) {
    if (!(error instanceof ChannelCallError)) throw error;
    if (error.outcome.kind === 'unauthorized') await check();
    else if (!isDefiniteNo(error)) throw error;

    return {};
  }
}

function isDefiniteNo({ outcome }: ChannelCallError): boolean {
  return outcome.kind === 'missing' || outcome.kind === 'refused';
}
