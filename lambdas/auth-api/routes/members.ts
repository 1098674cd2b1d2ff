import { type ApiResponse, type BoundRoute, bind } from '../../../adapters/http/bind.ts';
import * as routes from '../../../adapters/http/routes/identity/members.ts';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { Precondition } from '../../../domain/common/precondition.ts';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { Clock } from '../../../domain/common/time.ts';
import {
  addMember,
  changeRole,
  findMember,
  type MemberStore,
  memberTag,
  removeMember,
  type WantedMember,
} from '../../../domain/identity/manage-members.ts';
import type { Member } from '../../../domain/identity/member.ts';
import type { Principal } from '../../../domain/identity/principal.ts';

export interface MemberRoutesDeps {
  readonly members: MemberStore & {
    list(tenant: Tenant, page: PageRequest): Promise<Page<Member>>;
  };
  readonly clock: Clock;
}

/** The calls by which Owners say who may log in to their account. */
export function memberRoutes(deps: MemberRoutesDeps): BoundRoute[] {
  const { members } = deps;

  return [
    bind(routes.listMembers, async ({ principal, query }) => ({
      status: 200,
      body: await members.list(principal, query),
    })),
    bind(routes.getMember, async (request) =>
      shown(200, await findMember(members, wantedOf(request))),
    ),
    bind(routes.addMember, async ({ principal, body }) => {
      const member = await addMember({ tenant: principal, ...body }, principal.user_id, deps);
      const { headers, ...answer } = shown(201, member);
      return { ...answer, headers: { ...headers, location: `/api/members/${member.user_id}` } };
    }),
    bind(routes.patchMember, async (request) =>
      shown(200, await changeRole(wantedOf(request), request.body.role, deps)),
    ),
    bind(routes.removeMember, async (request) => {
      await removeMember(wantedOf(request), deps);
      return { status: 204 };
    }),
  ];
}

function shown(status: number, member: Member): ApiResponse {
  return { status, body: member, headers: { etag: memberTag(member) } };
}

function wantedOf({
  principal,
  params,
  precondition,
}: {
  principal: Principal;
  params: { id: string };
  precondition: Precondition;
}): WantedMember {
  return { tenant: principal, id: params.id, precondition };
}
