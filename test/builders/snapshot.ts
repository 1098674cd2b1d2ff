import { contentHash } from '../../domain/common/payload-hash.ts';
import { contentOf, type Unit, type UnitSnapshot } from '../../domain/supply/unit.ts';

/** The snapshot of a unit as it is. */
export function aSnapshot(unit: Unit): UnitSnapshot {
  const { id: unit_id, org_id, account_id, version, created_at } = unit;
  const content = contentOf(unit);

  return {
    ...{ unit_id, org_id, account_id, version, created_at, content },
    ...{ content_hash: contentHash(content), created_by: null },
  };
}
