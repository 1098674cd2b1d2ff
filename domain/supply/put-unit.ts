import { ConflictError } from '../common/errors.ts';
import { contentHash } from '../common/payload-hash.ts';
import { type Precondition, requirePrecondition } from '../common/precondition.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import {
  type StoredUnit,
  type Unit,
  type UnitContent,
  type UnitSnapshot,
  unitContentSchema,
} from './unit.ts';
import { snapshotOf } from './unit-snapshot.ts';

/** A unit's whole content, as somebody wants it to be. */
export interface UnitWrite {
  readonly id: string;
  readonly content: UnitContent;
  /** What the writer asks of the version that is there. */
  readonly precondition?: Precondition | undefined;
  readonly user_id: string | null;
  /** W3C trace id of the request. */
  readonly trace_id: string;
}

export interface UnitWriter {
  read(tenant: Tenant, id: string): Promise<StoredUnit | undefined>;
  /** The unit's next version; the one it replaces stays as a snapshot. False when another writer was first. */
  write(unit: StoredUnit, replaced: UnitSnapshot | undefined): Promise<boolean>;
}

export interface PutResult {
  readonly unit: Unit;
  readonly created: boolean;
}

/** Writers of one unit at one moment that all get through; each round at least one does. */
const maxRounds = 12;

/**
 * Creates or replaces a unit. The same content changes nothing and keeps the version, so that sending everything again
 * costs no channel a call.
 * @throws PreconditionFailedError @throws ConflictError `busy` when too many write the same unit at once
 */
export async function putUnit(
  tenant: Tenant,
  write: UnitWrite,
  deps: { readonly units: UnitWriter; readonly clock: Clock },
): Promise<PutResult> {
  const content = withoutNulls(write.content);
  for (let round = 0; round < maxRounds; round += 1) {
    const present = await deps.units.read(tenant, write.id);
    requirePrecondition('unit', present?.version, write.precondition);
    const replaced = present && snapshotOf(present);
    if (present && replaced?.content_hash === contentHash(content)) {
      return { unit: asUnit(present), created: false };
    }
    const next = nextVersion(tenant, { ...write, content }, { present, now: deps.clock() });
    if (await deps.units.write(next, replaced)) {
      return { unit: asUnit(next), created: present === undefined };
    }
  }
  throw new ConflictError('busy', 'The unit is being written to by many at once; try again.');
}

function nextVersion(
  tenant: Tenant,
  { id, content, user_id, trace_id }: UnitWrite,
  { present, now }: { present: Unit | undefined; now: number },
): StoredUnit {
  const { org_id, account_id } = tenant;
  const at = toTimestamp(now);

  return {
    ...content,
    id,
    org_id,
    account_id,
    version: (present?.version ?? 0) + 1,
    created_at: present?.created_at ?? at,
    updated_at: at,
    written_by: user_id,
    trace_id,
  };
}

function asUnit({ written_by: _, trace_id: __, ...unit }: StoredUnit): Unit {
  return unit;
}

/** Null says the same as nothing: both mean "not known", and must not make two versions. */
function withoutNulls(content: UnitContent): UnitContent {
  return unitContentSchema.parse(JSON.parse(JSON.stringify(content, dropNull)));
}

function dropNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}
