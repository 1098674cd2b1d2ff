import { randomUUID } from 'node:crypto';
import type { Locator } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { demoUnits } from '../../../local/demo-units.ts';
import { demoAccount } from '../../../local/hostaway/simulator-options.ts';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

it('a new operator comes from the login to a published unit in two minutes and fourteen clicks', async () => {
  const { page, home } = person;
  await giveUnit(home, 'Villa of the first day');
  let clicks = 0;
  const click = async (what: Locator) => {
    clicks += 1;
    await what.click();
  };
  const type = async (label: string, text: string) => {
    const field = page.getByLabel(label, { exact: true });
    await click(field);
    await field.fill(text);
  };
  const began = Date.now();

  await person.open('/');
  await click(page.getByRole('button', { name: 'owner@other.example' }));
  await click(page.getByRole('link', { name: 'Connect a channel' }).first());
  await type('Account ID', String(demoAccount.id));
  await type('API key', demoAccount.api_key);
  await click(page.getByRole('button', { name: 'Address and rate limit' }));
  await type('Base URL', inject('hostaway'));
  await click(page.getByRole('button', { name: 'Connect', exact: true }));
  await click(page.getByRole('link', { name: 'Link units' }).first());
  await click(page.getByRole('checkbox', { name: 'Villa of the first day' }));
  await click(page.getByRole('button', { name: 'Link 1 unit' }));
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Villa of the first day' })
    .getByText(/^Sent /)
    .waitFor();

  expect(clicks).toBeLessThanOrEqual(14);
  expect(Date.now() - began).toBeLessThan(120_000);
});

/** As the Supply domain does. */
async function giveUnit(home: string, name: string): Promise<void> {
  const answer = await fetch(`${home}/api/supply/units/${randomUUID()}`, {
    method: 'PUT',
    headers: { authorization: 'Bearer local-other-owner', 'content-type': 'application/json' },
    body: JSON.stringify({ ...demoUnits(1)[0]?.content, name }),
  });
  expect(answer.status).toBe(201);
}
