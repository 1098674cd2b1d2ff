import * as z from 'zod';
import { tenantSchema } from '../../../../domain/common/tenant.ts';
import { roleSchema } from '../../../../domain/identity/principal.ts';
import { returnToSchema } from '../../return-to.ts';
import type { Route } from '../../route.ts';

const base = { function: 'auth-api', tag: 'Identity' } as const;

const membershipSchema = tenantSchema.extend({ role: roleSchema });

const meSchema = membershipSchema
  .extend({
    user_id: z.uuid(),
    email: z.string().nullable().meta({ description: 'Null for an API key.' }),
    memberships: z.array(membershipSchema),
  })
  .meta({ id: 'Me' });

export const beginLogin = {
  ...base,
  operation_id: 'beginLogin',
  answer_headers: ['location', 'set-cookie'],
  method: 'GET',
  path: '/api/auth/login',
  summary: 'Log in with the provider, and come back to a path of this site',
  access: 'open',
  query: z.strictObject({ return_to: returnToSchema.default('/') }),
  problems: [400, 502],
  responses: { 302: null },
} as const satisfies Route;

export const finishLogin = {
  ...base,
  operation_id: 'finishLogin',
  answer_headers: ['location', 'set-cookie'],
  method: 'GET',
  path: '/api/auth/callback',
  summary: 'Where the provider sends people back to',
  access: 'open',
  query: z.looseObject({ state: z.string().max(200).optional() }),
  problems: [400, 403, 502],
  responses: { 302: null },
} as const satisfies Route;

export const logOut = {
  ...base,
  operation_id: 'logOut',
  answer_headers: ['set-cookie'],
  keeps_no_answer: true,
  method: 'POST',
  path: '/api/auth/logout',
  summary: 'End the session',
  access: 'open',
  problems: [403],
  responses: { 204: null },
} as const satisfies Route;

export const getMe = {
  ...base,
  operation_id: 'getMe',
  method: 'GET',
  path: '/api/me',
  summary: 'Who asks, and in which accounts they may work',
  access: 'any',
  responses: { 200: meSchema },
} as const satisfies Route;

export const patchMe = {
  ...base,
  operation_id: 'patchMe',
  answer_headers: ['set-cookie'],
  method: 'PATCH',
  path: '/api/me',
  summary: 'Work in another account; the session gets a new id',
  access: 'any',
  body: tenantSchema.strict(),
  responses: { 200: meSchema },
} as const satisfies Route;

export const loginRoutes: readonly Route[] = [beginLogin, finishLogin, logOut, getMe, patchMe];
