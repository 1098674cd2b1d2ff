import type { Unit } from '../../../domain/supply/unit.ts';

/** The specification's limit; Hostaway documents none. */
const maxImages = 50;

/** A unit's images in the order to send: the primary one first, then by `sort_order`; each URL once, the first 50. */
export function imageFacts(assets: Unit['media_assets']) {
  const ordered = assets.toSorted(
    (a, b) => Number(b.is_primary) - Number(a.is_primary) || a.sort_order - b.sort_order,
  );
  const first = new Map(ordered.toReversed().map((asset) => [asset.url, asset]));
  const distinct = ordered.filter((asset) => first.get(asset.url) === asset);
  const sent = distinct
    .slice(0, maxImages)
    .map(({ url, caption }, index) => ({ url, caption: caption || null, place: index + 1 }));

  return {
    sent,
    primary: sent[0] ?? null,
    primary_chosen: ordered[0]?.is_primary ?? false,
    repeated: assets.length - distinct.length,
    left_out: distinct.length - sent.length,
  };
}
