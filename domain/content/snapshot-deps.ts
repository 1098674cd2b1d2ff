import type { Channel, ReferenceData } from '../channel/channel.ts';
import { isComplete, type ReferenceCache } from '../channel/reference.ts';
import { UnprocessableError } from '../common/errors.ts';
import type { MappingWarning, StoredListing } from '../listings/listing.ts';
import type { ListingStore } from '../listings/listing-store.ts';
import type { Unit } from '../supply/unit.ts';
import type { ChannelType, StoredTarget } from '../targets/target.ts';
import { type Rendering, render, type Snapshots } from './content.ts';

/** What showing payloads needs of the outside world; none of it is a call to a channel. */
export interface SnapshotDeps {
  readonly listings: Pick<ListingStore, 'get' | 'surroundings'>;
  readonly snapshots: Snapshots;
  readonly references: Pick<ReferenceCache, 'get'>;
  readonly channelFor: (type: ChannelType) => Promise<Channel | undefined>;
}

/** Renders units as a listing's target would get them, with the vocabulary as far as it is known. */
export interface Renderer {
  readonly vocabulary_known: boolean;
  readonly costly_fields: readonly string[];
  /** What to say besides the mapping's own warnings. */
  readonly warnings: readonly MappingWarning[];
  /** `unsent_fields`: of what the channel is supposed to have; usually what the listing says. */
  render(unit: Unit, unsent_fields?: readonly string[]): Promise<Rendering>;
}

const noWords: ReferenceData = { property_types: {}, amenities: {}, bed_types: {} };

/** @throws UnprocessableError `channel-not-supported` */
export async function rendererOf(
  listing: StoredListing,
  target: StoredTarget,
  { channelFor, references }: SnapshotDeps,
): Promise<Renderer> {
  const channel = await channelFor(target.channel_type);
  if (channel === undefined) {
    const message = `There is no adapter for ${target.channel_type} yet.`;
    throw new UnprocessableError('channel-not-supported', message);
  }
  const known = await references.get(target.window_key);
  const vocabulary_known = isComplete(known);
  const reference = { ...noWords, ...known };
  const context = { listing, target, channel, reference };

  return {
    vocabulary_known,
    costly_fields: channel.costly_fields,
    warnings: vocabulary_known ? [] : [vocabularyUnknown],
    render: (unit, unsent_fields) => render(unit, { ...context, unsent_fields }),
  };
}

const vocabularyUnknown: MappingWarning = {
  field: 'vocabulary',
  message:
    "the channel's names for amenities, beds and property types are not known here yet, so they are missing from this payload; the next sync fetches them",
};
