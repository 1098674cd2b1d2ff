import { ConflictError, PreconditionFailedError } from '../errors.ts';
import { contentHash } from '../sync/payload-hash.ts';
import type { Tenant } from '../tenant.ts';
import { type Clock, toTimestamp } from '../time.ts';
import { type Unit, type UnitContent, type UnitSnapshot, unitContentSchema } from './unit.ts';

/** A unit's whole content, as somebody wants it to be. */
export interface UnitWrite {
  readonly id: string;
  readonly content: UnitContent;
  /** The version that the writer has seen (`If-Match`). */
  readonly expected_version?: string | undefined;
  readonly user_id: string | null;
  /** W3C trace id of the request; kept with the unit for the jobs that follow from the write. */
  readonly trace_id: string;
}

export interface UnitWriter {
  get(tenant: Tenant, id: string): Promise<Unit | undefined>;
  /** The unit's next version and its snapshot at once. False when another writer was first. */
  write(unit: Unit, snapshot: UnitSnapshot, traceId: string): Promise<boolean>;
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
    const present = await deps.units.get(tenant, write.id);
    requireVersion(present, write.expected_version);
    if (present && hashOf(present) === contentHash(content)) {
      return { unit: present, created: false };
    }
    const next = nextVersion(tenant, { ...write, content }, { present, now: deps.clock() });
    if (await deps.units.write(next.unit, next.snapshot, write.trace_id)) {
      return { unit: next.unit, created: present === undefined };
    }
  }
  throw new ConflictError('busy', 'The unit is being written to by many at once; try again.');
}

function requireVersion(present: Unit | undefined, expected: string | undefined): void {
  if (expected === undefined || expected === String(present?.version)) return;

  throw new PreconditionFailedError('The unit has changed since it was read.');
}

function nextVersion(
  tenant: Tenant,
  { id, content, user_id }: UnitWrite,
  { present, now }: { present: Unit | undefined; now: number },
): { unit: Unit; snapshot: UnitSnapshot } {
  const { org_id, account_id } = tenant;
  const version = (present?.version ?? 0) + 1;
  const at = toTimestamp(now);

  return {
    unit: {
      ...content,
      id,
      org_id,
      account_id,
      version,
      created_at: present?.created_at ?? at,
      updated_at: at,
    },
    snapshot: {
      unit_id: id,
      org_id,
      account_id,
      version,
      content,
      content_hash: contentHash(content),
      created_at: at,
      created_by: user_id,
    },
  };
}

const contentOnlySchema = unitContentSchema.strip();

function hashOf(unit: Unit): string {
  return contentHash(contentOnlySchema.parse(unit));
}

/** Null says the same as nothing: both mean "not known", and must not make two versions. */
function withoutNulls(content: UnitContent): UnitContent {
  return unitContentSchema.parse(JSON.parse(JSON.stringify(content, dropNull)));
}

function dropNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}
