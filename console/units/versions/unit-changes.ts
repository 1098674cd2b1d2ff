import { unitFieldNames } from '../../common/words/unit-fields.ts';
import { amenityName, bedTypes, isCode } from '../editor/choices.ts';
import type { BedDraft, Picture, UnitDraft } from '../editor/unit-draft.ts';
import { type FieldPath, fieldPaths, inWords, isFieldPath } from '../editor/unit-fields.ts';
import { listChanges } from './list-changes.ts';

/** What of a unit is compared, and kept or replaced, as one thing. */
export type Part = FieldPath | ListPart;
export type ListPart = 'beds' | 'amenities' | 'media_assets';

const parts: readonly Part[] = [...fieldPaths, 'beds', 'amenities', 'media_assets'];

export const labelOf = (part: Part): string => unitFieldNames[part];

/** Where two drafts differ, in the order of the form. */
export function differingParts(a: UnitDraft, b: UnitDraft): readonly Part[] {
  return parts.filter((part) => !isSame(heldBy(a, part), heldBy(b, part)));
}

/** A draft with some of its parts as another has them. */
export function withPartsOf(
  draft: UnitDraft,
  other: UnitDraft,
  wanted: readonly Part[],
): UnitDraft {
  const texts = Object.fromEntries(
    wanted.filter(isFieldPath).map((path) => [path, other.texts[path]]),
  );
  return {
    ...draft,
    texts: { ...draft.texts, ...texts },
    ...(wanted.includes('beds') && { beds: other.beds }),
    ...(wanted.includes('amenities') && { amenities: other.amenities }),
    ...(wanted.includes('media_assets') && { media_assets: other.media_assets }),
  };
}

/** What a part holds, line by line; none when it says nothing. */
export function linesOf(draft: UnitDraft, part: Part): readonly string[] {
  if (isFieldPath(part)) return [inWords(part, draft.texts[part])].filter(Boolean);
  switch (part) {
    case 'beds':
      return draft.beds.map(bedInWords);
    case 'amenities':
      return draft.amenities.map(amenityName);
    case 'media_assets':
      return draft.media_assets.map(pictureInWords);
  }
}

/** How a part of a unit has changed, in sentences: from and to of a value, what came, went and moved of a list. */
export function changeInWords(from: UnitDraft, to: UnitDraft, part: Part): readonly string[] {
  if (isFieldPath(part)) return valueChanges(linesOf(from, part)[0], linesOf(to, part)[0]);
  if (part === 'media_assets') return pictureChanges(from.media_assets, to.media_assets);
  return listChanges(linesOf(from, part), linesOf(to, part));
}

function valueChanges(before = 'nothing', after = 'nothing'): readonly string[] {
  const isLong = [before, after].some((text) => text.includes('\n'));
  return isLong ? listChanges(before.split('\n'), after.split('\n')) : [`${before} → ${after}`];
}

function pictureChanges(from: readonly Picture[], to: readonly Picture[]): readonly string[] {
  const before = new Map(from.map((picture) => [picture.url, picture]));
  const changed = to.flatMap(({ url, caption, is_primary }) => {
    const was = before.get(url);
    if (was === undefined) return [];
    return [
      ...(was.caption === caption
        ? []
        : [`Caption of ${fileOf(url)}: ${was.caption || 'none'} → ${caption || 'none'}`]),
      ...(!was.is_primary && is_primary ? [`Now the primary picture: ${fileOf(url)}`] : []),
    ];
  });
  const urls = (pictures: readonly Picture[]) => pictures.map(({ url }) => fileOf(url));

  return [...listChanges(urls(from), urls(to)), ...changed];
}

function heldBy(draft: UnitDraft, part: Part): unknown {
  if (isFieldPath(part)) return draft.texts[part];
  if (part !== 'media_assets') return draft[part];
  // The numbers behind the order are no matter of people.
  return draft.media_assets.map(({ sort_order: _, ...picture }) => picture);
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

function bedInWords({ type, quantity, room }: BedDraft): string {
  const kind = isCode(bedTypes, type) ? bedTypes[type] : 'Bed';
  return `${quantity} × ${kind}${room && ` (${room})`}`;
}

function pictureInWords({ url, caption, is_primary }: Picture): string {
  return [fileOf(url), caption, is_primary ? 'primary' : ''].filter(Boolean).join(' · ');
}

/** E.g. "kitchen.jpg": the whole address where it has no such end. */
export function fileOf(url: string): string {
  return /([^/?#]+)(?:[?#].*)?$/.exec(url)?.[1] ?? url;
}
