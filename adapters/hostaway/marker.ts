import { cutText } from '../../domain/cut-text.ts';

const markerPattern = /\[tvl:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]/gi;
const maxLength = 255;

/**
 * Hostaway has no field for a partner's own id, so the channel listing's id rides in `internalListingName`, which guests
 * do not see: `Villa Azzurra [tvl:0b0f...]`. Marker-like text of the name itself is taken out, and a long
 * name is cut, never the marker.
 */
export function labelWithMarker(name: string, listingId: string): string {
  const marker = `[tvl:${listingId}]`;
  const room = maxLength - marker.length - 1;
  const plain = name.replaceAll(markerPattern, ' ').replaceAll(/\s+/g, ' ').trim();

  return `${cut(plain, room)} ${marker}`.trim();
}

/** The channel listing's id in a label, lower case. The last marker counts: names are put before it. */
export function markedListingId(label: string | null | undefined): string | null {
  const last = [...(label ?? '').matchAll(markerPattern)].at(-1);
  return last?.[1]?.toLowerCase() ?? null;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : cutText(text, length).trimEnd();
}
