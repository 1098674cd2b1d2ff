import * as z from 'zod';
import type { Route } from '../route.ts';

const base = { function: 'health-api', tag: 'Operations', method: 'GET', access: 'open' } as const;

export const getHealth = {
  ...base,
  operation_id: 'getHealth',
  path: '/api/health',
  summary: 'Whether the API is up',
  responses: {
    200: z.object({ status: z.literal('ok'), version: z.string(), stage: z.string() }),
  },
} as const satisfies Route;

export const getOpenApi = {
  ...base,
  operation_id: 'getOpenApi',
  path: '/api/openapi.json',
  summary: 'This contract as an OpenAPI 3.1 document',
  responses: { 200: z.looseObject({ openapi: z.string() }) },
} as const satisfies Route;

export const getMetrics = {
  ...base,
  operation_id: 'getMetrics',
  path: '/api/metrics',
  summary: 'Metrics of the channel accounts, as Prometheus scrapes them',
  access: 'any',
  content_type: 'text/plain; version=0.0.4; charset=utf-8',
  responses: { 200: z.string() },
} as const satisfies Route;

export const getDocs = {
  ...base,
  operation_id: 'getDocs',
  path: '/docs',
  summary: 'The reference page of this contract',
  content_type: 'text/html; charset=utf-8',
  responses: { 200: z.string() },
} as const satisfies Route;

export const getDocsScript = {
  ...base,
  operation_id: 'getDocsScript',
  path: '/docs/swagger-ui.js',
  summary: 'The script of the reference page',
  content_type: 'text/javascript; charset=utf-8',
  responses: { 200: z.string() },
} as const satisfies Route;

export const getDocsStyle = {
  ...base,
  operation_id: 'getDocsStyle',
  path: '/docs/swagger-ui.css',
  summary: 'The style sheet of the reference page',
  content_type: 'text/css; charset=utf-8',
  responses: { 200: z.string() },
} as const satisfies Route;

export const operationRoutes: readonly Route[] = [
  getHealth,
  getOpenApi,
  getMetrics,
  getDocs,
  getDocsScript,
  getDocsStyle,
];
