import * as z from 'zod';
import { unitSummarySchema } from '../../../domain/listings/unit-summary.ts';
import { unitSchema, unitSnapshotSchema } from '../../../domain/supply/unit.ts';
import { unitWriteSchema } from '../../../domain/supply/unit-write.ts';
import { describedAs } from '../described-as.ts';
import { pageQuerySchema, pageSchema } from '../page.ts';
import { idParamsSchema } from '../path-params.ts';
import type { Route } from '../route.ts';

const base = { function: 'listings-api', tag: 'Supply' } as const;

const unit = unitSchema.meta({ id: 'Unit' });
const summary = unitSummarySchema.meta({ id: 'UnitSummary' });
const snapshot = unitSnapshotSchema.meta({ id: 'UnitSnapshot' });
const versionSchema = z
  .string()
  .regex(/^[1-9]\d{0,8}$/)
  .transform(Number)
  .meta({ override: describedAs({ type: 'integer', minimum: 1 }) });

export const putUnit = {
  ...base,
  operation_id: 'putUnit',
  answer_headers: ['etag'],
  is_conditional: true,
  method: 'PUT',
  path: '/api/supply/units/{id}',
  summary: 'Create or replace a unit; the same content keeps the version',
  access: ['Owner', 'ContentManager'],
  params: idParamsSchema,
  body: unitWriteSchema,
  responses: { 200: unit, 201: unit },
} as const satisfies Route;

export const getUnit = {
  ...base,
  operation_id: 'getUnit',
  answer_headers: ['etag'],
  method: 'GET',
  path: '/api/supply/units/{id}',
  summary: 'One unit at its newest version',
  access: 'any',
  params: idParamsSchema,
  responses: { 200: unit },
} as const satisfies Route;

export const listUnits = {
  ...base,
  operation_id: 'listUnits',
  method: 'GET',
  path: '/api/supply/units',
  summary: 'The units, by id',
  access: 'any',
  query: pageQuerySchema,
  responses: { 200: pageSchema(unit) },
} as const satisfies Route;

export const listUnitSummaries = {
  ...base,
  operation_id: 'listUnitSummaries',
  method: 'GET',
  path: '/api/supply/unit-summaries',
  summary: 'The units in short, by id, and what each lacks to be linked',
  access: 'any',
  query: pageQuerySchema,
  responses: { 200: pageSchema(summary) },
} as const satisfies Route;

export const listSnapshots = {
  ...base,
  operation_id: 'listSnapshots',
  method: 'GET',
  path: '/api/supply/units/{id}/snapshots',
  summary: 'Every version of a unit, newest first',
  access: 'any',
  params: idParamsSchema,
  query: pageQuerySchema,
  responses: { 200: pageSchema(snapshot) },
} as const satisfies Route;

export const getSnapshot = {
  ...base,
  operation_id: 'getSnapshot',
  method: 'GET',
  path: '/api/supply/units/{id}/snapshots/{version}',
  summary: 'One version of a unit',
  access: 'any',
  params: idParamsSchema.extend({ version: versionSchema }),
  responses: { 200: snapshot },
} as const satisfies Route;

export const supplyRoutes: readonly Route[] = [
  putUnit,
  getUnit,
  listUnits,
  listUnitSummaries,
  listSnapshots,
  getSnapshot,
];
