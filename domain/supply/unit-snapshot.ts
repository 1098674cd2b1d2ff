import { contentHash } from '../common/payload-hash.ts';
import { contentOf, type StoredUnit, type UnitSnapshot } from './unit.ts';

/** The version that a unit is at. */
export function snapshotOf(unit: StoredUnit): UnitSnapshot {
  const { id, org_id, account_id, version, updated_at, written_by } = unit;
  const content = contentOf(unit);

  return {
    unit_id: id,
    org_id,
    account_id,
    version,
    content,
    content_hash: contentHash(content),
    created_at: updated_at,
    created_by: written_by,
  };
}
