import type { Route } from 'playwright-core';
import { expect } from 'vitest';
import type { Schemas } from '../../../console/http/client.ts';
import { callAs } from './demo-api.ts';

type Unit = Schemas['Unit'];

/** Another version of a unit: what is named is changed, the rest stays. */
export async function changeUnit(
  id: string,
  over: Partial<Unit> | ((unit: Unit) => Partial<Unit>),
): Promise<void> {
  const path = `/api/supply/units/${id}`;
  const unit: Unit = await callAs('local-owner', `GET ${path}`);
  const { id: _, org_id, account_id, version, created_at, updated_at, ...content } = unit;
  await callAs('local-owner', `PUT ${path}`, {
    ...content,
    ...(typeof over === 'function' ? over(unit) : over),
  });
}

/** Waits until a listing is so, with that version of its unit if one is named. */
export async function untilListing(id: string, sync_status: string, version?: number) {
  const read = () => callAs('local-owner', `GET /api/channels/listings/${id}`);
  const wanted = { sync_status, ...(version !== undefined && { last_sync_version: version }) };
  await expect.poll(read, { timeout: 60_000 }).toMatchObject(wanted);
}

/** For pictures that are nowhere. */
export const pictureAnswer = (route: Route) =>
  route.fulfill({
    contentType: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>',
  });
