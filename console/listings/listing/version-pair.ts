import type { VersionPair } from './use-listing.ts';

interface Known {
  readonly newest: number;
  /** The version that was sent last; null if none was. */
  readonly sent: number | null;
}

/** The two versions named by the address, or else: from the one that was sent last to the newest, which is what is to come. */
export function chosenPair(params: URLSearchParams, { newest, sent }: Known): VersionPair {
  const to = within(params.get('to'), newest) ?? newest;
  const usual = sent !== null && sent < newest ? sent : Math.max(1, newest - 1);

  return { from: within(params.get('from'), newest) ?? usual, to };
}

function within(text: string | null, newest: number): number | undefined {
  const version = Number(text ?? '');
  return Number.isInteger(version) && version >= 1 && version <= newest ? version : undefined;
}
