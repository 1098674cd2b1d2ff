import type { ChannelSession, ReferenceData } from '../../domain/channel/channel.ts';

/** All vocabularies, one after the other, as the worker fetches them. */
export async function wordsOf(session: ChannelSession): Promise<ReferenceData> {
  return {
    property_types: await session.fetchVocabulary('property_types'),
    amenities: await session.fetchVocabulary('amenities'),
    bed_types: await session.fetchVocabulary('bed_types'),
  };
}
