import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Looks at a page that is still being filled. */
const looks = 20;

/**
 * What axe finds wrong with a page as it is shown: a line each, none on a page that everybody can use. A page that is still being filled,
 * or fades in, is looked at again for some seconds.
 */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await expect.poll(() => page.getByText(/^Reading/).count(), { timeout: 60_000 }).toBe(0);
  await page.evaluate(axe.source);
  let found = await look(page);
  for (let turn = 1; found.length > 0 && turn < looks; turn += 1) {
    await page.waitForTimeout(250);
    found = await look(page);
  }
  return found;
}

function look(page: Page): Promise<string[]> {
  return page.evaluate(`axe.run().then(({ violations }) =>
    violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`);
}
