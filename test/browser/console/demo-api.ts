import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { inject } from 'vitest';
import { requestExamples } from '../../../adapters/http/openapi/examples.ts';
import type { LocalKey } from '../../../local/local-keys.ts';

/** A call of the API past the console: `callAs('local-owner', 'PUT /api/...', body)`. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all kinds
export async function callAs(key: LocalKey, request: string, body?: unknown): Promise<any> {
  const [method = '', path = ''] = request.split(' ');
  const answer = await fetch(`${inject('home')}${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${request}: ${answer.status} ${text}`);
  return text && JSON.parse(text);
}

/** A unit of demo that no other test knows. */
export async function aNewUnit(over: object = {}): Promise<{ id: string; name: string }> {
  const [id, name] = [randomUUID(), `Casa ${randomUUID().slice(0, 8)}`];
  const content = Object.assign(
    {},
    requestExamples.putUnit,
    { media_assets: pictures, name },
    over,
  );
  await callAs('local-owner', `PUT /api/supply/units/${id}`, content);
  return { id, name };
}

/** An address that `showPictures` answers. */
export const pictureAt = (file: string) => `https://pictures.example/${file}`;

const pictures = ['front.jpg', 'kitchen.jpg', 'pool.jpg'].map((file, sort_order) => ({
  ...{ url: pictureAt(file), sort_order, is_primary: sort_order === 0 },
}));

/** Answers for the hosts of pictures, which nobody can reach from here. */
export async function showPictures(page: Page): Promise<void> {
  await page.route(/^https:\/\/[\w.]+\.example(\.com)?\//, (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>',
    }),
  );
}
