import * as z from 'zod';
import { emailSchema, memberSchema } from '../../../../domain/identity/member.ts';
import { roleSchema } from '../../../../domain/identity/principal.ts';
import { pageQuerySchema, pageSchema } from '../../page.ts';
import { idParamsSchema } from '../../path-params.ts';
import type { Route } from '../../route.ts';

const base = { function: 'auth-api', tag: 'Identity', access: ['Owner'] } as const;
const path = '/api/members';
const itemPath = '/api/members/{id}';

/** `user_id` is what the paths call `id`. */
const member = memberSchema.omit({ org_id: true, account_id: true, revision: true }).meta({
  id: 'Member',
});

export const listMembers = {
  ...base,
  operation_id: 'listMembers',
  method: 'GET',
  path,
  summary: 'Who may log in to this account, and as what',
  query: pageQuerySchema,
  responses: { 200: pageSchema(member) },
} as const satisfies Route;

export const getMember = {
  ...base,
  operation_id: 'getMember',
  answer_headers: ['etag'],
  method: 'GET',
  path: itemPath,
  summary: 'A member',
  params: idParamsSchema,
  responses: { 200: member },
} as const satisfies Route;

export const addMember = {
  ...base,
  operation_id: 'addMember',
  answer_headers: ['etag', 'location'],
  keeps_no_answer: true,
  method: 'POST',
  path,
  summary: 'Let a person log in, known by an e-mail address',
  body: z.strictObject({ email: emailSchema, role: roleSchema }),
  responses: { 201: member },
} as const satisfies Route;

export const patchMember = {
  ...base,
  operation_id: 'patchMember',
  answer_headers: ['etag'],
  is_conditional: true,
  method: 'PATCH',
  path: itemPath,
  summary: "Change a member's role, from their next request on",
  params: idParamsSchema,
  body: z.strictObject({ role: roleSchema }),
  responses: { 200: member },
} as const satisfies Route;

export const removeMember = {
  ...base,
  operation_id: 'removeMember',
  is_conditional: true,
  method: 'DELETE',
  path: itemPath,
  summary: 'Take a member out of the account, from their next request on',
  params: idParamsSchema,
  responses: { 204: null },
} as const satisfies Route;

export const memberRoutes: readonly Route[] = [
  listMembers,
  getMember,
  addMember,
  patchMember,
  removeMember,
];
