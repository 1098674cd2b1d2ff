import type { ChannelSession, ReferenceData, Vocabulary } from './channel.ts';

/** Whether all vocabularies have come. */
export function isComplete(reference: Partial<ReferenceData> = {}): boolean {
  const { property_types, amenities, bed_types } = reference;

  return property_types !== undefined && amenities !== undefined && bed_types !== undefined;
}

/** The channel's vocabulary, kept between cold starts and shared by the targets of one account. */
export interface ReferenceCache {
  /** What is known of it. */
  get(windowKey: string): Promise<Partial<ReferenceData>>;
  /** `leastMs`: how long it takes to use it, so that none is forgotten before. */
  put(windowKey: string, reference: Partial<ReferenceData>, leastMs?: number): Promise<void>;
}

/**
 * What is known of an account's vocabulary, completed by calls of its session. Each part is kept as soon as it came: under a small
 * limit the next may have to wait for another pass. `least_ms`: for how long it is to be kept at least.
 * @throws what the session throws
 */
export async function completeReference(
  known: {
    readonly session: Pick<ChannelSession, 'fetchVocabulary'>;
    reference?: Partial<ReferenceData>;
  },
  cache: ReferenceCache,
  { window_key, least_ms }: { readonly window_key: string; readonly least_ms: number },
): Promise<ReferenceData> {
  if (!isComplete(known.reference))
    known.reference = { ...(await cache.get(window_key)), ...known.reference };
  const fetch = async (name: Vocabulary) => {
    const kept = known.reference?.[name];
    if (kept !== undefined) return kept;
    const words = await known.session.fetchVocabulary(name);
    known.reference = { ...known.reference, [name]: words };
    await cache.put(window_key, known.reference, least_ms);

    return words;
  };

  return {
    property_types: await fetch('property_types'),
    amenities: await fetch('amenities'),
    bed_types: await fetch('bed_types'),
  };
}
