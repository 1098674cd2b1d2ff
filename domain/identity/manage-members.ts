import { ConflictError, NotFoundError } from '../common/errors.ts';
import { entityTag, type Precondition, requirePrecondition } from '../common/precondition.ts';
import type { Tenant } from '../common/tenant.ts';
import { type Clock, toTimestamp } from '../common/time.ts';
import { type Member, personId } from './member.ts';
import type { Role } from './principal.ts';

/** `changed`: somebody was faster, and nothing was written; `last-owner`: the account would have had no Owner left. */
export type MemberWrite = 'written' | 'changed' | 'last-owner';

/** Members as they are kept. Each write holds at the next request of whom it concerns. */
export interface MemberStore {
  get(tenant: Tenant, userId: string): Promise<Member | undefined>;
  /** False when the person is a member already. */
  add(member: Member): Promise<boolean>;
  /** Only from what was read, and only while another Owner is left: also when two remove each other at the same moment. */
  change(read: Member, changed: Member): Promise<MemberWrite>;
  /** As `change`. */
  remove(read: Member): Promise<MemberWrite>;
}

export interface MemberDeps {
  readonly members: MemberStore;
  readonly clock: Clock;
}

/** Which member is meant, and what the caller has read of them. */
export interface WantedMember {
  readonly tenant: Tenant;
  readonly id: string;
  readonly precondition?: Precondition;
}

/** How often a write is tried again when others were faster. */
const tries = 5;

/** @throws ConflictError `already-member` */
export async function addMember(
  { tenant, email, role }: { tenant: Tenant; email: string; role: Role },
  created_by: string | null,
  { members, clock }: MemberDeps,
): Promise<Member> {
  const now = toTimestamp(clock());
  const member: Member = {
    org_id: tenant.org_id,
    account_id: tenant.account_id,
    user_id: personId(email),
    email,
    role,
    revision: 1,
    created_at: now,
    created_by,
    updated_at: now,
  };
  if (await members.add(member)) return member;

  throw new ConflictError('already-member', `${email} is a member already; change the role.`);
}

/** @throws NotFoundError @throws PreconditionFailedError @throws ConflictError `last-owner` */
export async function changeRole(
  wanted: WantedMember,
  role: Role,
  { members, clock }: MemberDeps,
): Promise<Member> {
  let changed: Member | undefined;
  await write(wanted, members, async (read) => {
    changed =
      read.role === role
        ? read
        : { ...read, role, revision: read.revision + 1, updated_at: toTimestamp(clock()) };
    return changed === read ? 'written' : members.change(read, changed);
  });
  return changed ?? notFound();
}

/** @throws NotFoundError @throws PreconditionFailedError @throws ConflictError `last-owner` */
export async function removeMember(wanted: WantedMember, { members }: MemberDeps): Promise<void> {
  await write(wanted, members, (read) => members.remove(read));
}

/** @throws NotFoundError */
export async function findMember(
  members: Pick<MemberStore, 'get'>,
  { tenant, id }: WantedMember,
): Promise<Member> {
  return (await members.get(tenant, id)) ?? notFound();
}

async function write(
  wanted: WantedMember,
  members: MemberStore,
  attempt: (read: Member) => Promise<MemberWrite>,
): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    const read = await findMember(members, wanted);
    requirePrecondition('member', read.revision, wanted.precondition);
    const outcome = await attempt(read);
    if (outcome === 'written') return;
    if (outcome === 'last-owner') {
      throw new ConflictError(
        'last-owner',
        'An account needs an Owner: make somebody else one first.',
      );
    }
  }
  throw new ConflictError('changed-meanwhile', 'The member is being changed by others; try again.');
}

function notFound(): never {
  throw new NotFoundError('There is no such member.');
}

/** The entity tag of a member. */
export function memberTag({ revision }: Member): string {
  return entityTag(revision);
}
