import type { Route } from 'playwright-core';
import { expect, vi } from 'vitest';
import { callAs } from './demo-api.ts';

/** Waits until a listing is so, with that version of its unit if one is named. */
export async function untilListing(id: string, sync_status: string, version?: number) {
  const read = () => callAs('local-owner', `GET /api/channels/listings/${id}`);
  const wanted = { sync_status, ...(version !== undefined && { last_sync_version: version }) };
  await vi.waitFor(async () => expect(await read()).toMatchObject(wanted), { timeout: 60_000 });
}

/** For pictures that are nowhere. */
export const pictureAnswer = (route: Route) =>
  route.fulfill({
    contentType: 'image/svg+xml',
    body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>',
  });
