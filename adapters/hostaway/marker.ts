import { cutText } from '../../domain/common/cut-text.ts';

const markerPattern = /\[tvl:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/gi;
const maxLength = 255;

/**
 * Hostaway has no field for a partner's own id, so the channel listing's id rides in `internalListingName`, which guests
 * do not see: `[tvl:0b0f...] Villa Azzurra`. It comes first, so that it survives wherever a channel cuts the label. Marker-like text
 * of the name itself is taken out.
 */
export function labelWithMarker(name: string, listingId: string): string {
  return cutText(wholeLabel(name, listingId), maxLength).trim();
}

/** Whether the label shows less than the whole name. */
export function labelIsCut(name: string, listingId: string): boolean {
  return wholeLabel(name, listingId).length > maxLength;
}

/** The channel listing's id in a label, lower case, wherever it stands: earlier releases put it behind the name. The first counts. */
export function markedListingId(label: string | null | undefined): string | null {
  const [first] = (label ?? '').matchAll(markerPattern);

  return first?.[1]?.toLowerCase() ?? null;
}

function wholeLabel(name: string, listingId: string): string {
  const plain = name.replaceAll(markerPattern, ' ').replaceAll(/\s+/g, ' ').trim();

  return `[tvl:${listingId}] ${plain}`;
}
