import { readFile } from 'node:fs/promises';
import { describe, expect, inject, it, vi } from 'vitest';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';
import { aChannel, control, link } from './channels.ts';
import { aNewUnit, callAs } from './demo-api.ts';

let person: Person;
withBrowser((one) => {
  person = one;
});

const page = () => person.page;
const button = (name: string) => page().getByRole('button', { name, exact: true });
const bell = () => page().getByRole('link', { name: /^Alerts: \d+ open/ });
const inBell = async () => Number(/\d+/.exec((await bell().getAttribute('aria-label')) ?? '')?.[0]);

async function fire(schedule: string): Promise<void> {
  const answer = await fetch(`${inject('schedules')}/${schedule}`, { method: 'POST' });
  if (!answer.ok) throw new Error(await answer.text());
}

/** A channel whose token is refused from now on, with the alert of it. */
async function aRefusedChannel() {
  const channel = await aChannel();
  await control('POST tokens/revoke', { account_id: channel.account_id });
  await callAs('local-owner', `POST /api/channels/targets/${channel.id}/health-checks`);
  await fire('health-check');
  await fire('alert-evaluator');

  return channel;
}

describe('alerts', () => {
  it('are on the bell of every page, told with what to do, and acknowledged', async () => {
    const { id, name } = await aRefusedChannel();
    await person.logIn('channel-publisher@demo.example', '/members');
    await bell().waitFor();
    const before = await inBell();
    await bell().click();

    const row = page().getByRole('row').filter({ hasText: name });
    await row.getByText('Nobody').waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await row.getByRole('button', { name: /^Details/ }).click();
    const dialog = page().getByRole('dialog');
    await dialog.getByRole('link', { name: 'See to it' }).waitFor();
    expect(page().url()).toContain('alert=');
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();

    await page().getByText('1 alert acknowledged.').waitFor();
    await vi.waitFor(async () => expect(await inBellOrNone()).toBe(before - 1), 20_000);
    const { items } = await callAs('local-owner', `GET /api/channels/alerts?target_id=${id}`);
    expect(items).toMatchObject([{ rule: 'credentials_rejected' }]);
    expect(items[0].acknowledged_at).not.toBeNull();
  });

  it('lead to their part of the runbook', async () => {
    const { name } = await aRefusedChannel();
    await person.logIn('viewer@demo.example', '/alerts?rule=credentials_rejected');
    const row = page().getByRole('row').filter({ hasText: name });
    await row.getByRole('button', { name: /^Details/ }).click();
    expect(await button('Acknowledge').count()).toBe(0);
    await page()
      .getByRole('link', { name: /the runbook$/ })
      .click();

    await page().locator('#credentials_rejected:focus').waitFor();
    await page().getByText('The channel answers 401 or 403').waitFor();
    expect(await faultsOf(page())).toEqual([]);
    await page().goBack();
    await row.waitFor();
  });

  it('of the past are in a list of their own, which an address leads to', async () => {
    await person.logIn('viewer@demo.example', '/alerts?state=past&rule=p95_latency_ms');

    await page().getByText('No past alert is like that.').waitFor();
    await page().getByRole('link', { name: 'Show all' }).click();
    await page()
      .getByRole('heading', { name: /^Past alerts/ })
      .waitFor();
  });
});

const inBellOrNone = async () => ((await bell().count()) === 0 ? 0 : inBell());

describe('thresholds of alerts', () => {
  it('are changed for one channel account, and what else its settings say is kept', async () => {
    const { id, name } = await aChannel();
    const settings = async () =>
      (await callAs('local-owner', `GET /api/channels/targets/${id}`)).settings;
    const before = await settings();
    await person.logIn('owner@demo.example', `/targets/${id}?tab=settings`);
    const field = page().getByRole('textbox', { name: /^How long a change may wait/ });

    await field.fill('-1');
    await button('Save the thresholds').click();
    await page().locator(':focus').and(field).waitFor();
    await field.fill('15');
    await button('Save the thresholds').click();
    await page().getByText(`The thresholds of ${name} are changed.`).waitFor();

    expect(await settings()).toEqual({ ...before, alerts: { oldest_waiting_seconds: 900 } });
    await button('Use the usual values').click();
    await button('Save the thresholds').click();
    await vi.waitFor(
      async () => expect((await settings()).alerts?.oldest_waiting_seconds).toBeUndefined(),
      20_000,
    );
  });
});

describe('attempts', () => {
  it('of some days are exported as a file', async () => {
    const { id } = await aChannel();
    const listing = await link(id, (await aNewUnit()).id);
    await vi.waitFor(
      async () => {
        const { sync_status } = await callAs(
          'local-owner',
          `GET /api/channels/listings/${listing}`,
        );
        expect(sync_status).toBe('ok');
      },
      { timeout: 30_000, interval: 200 },
    );
    await person.logIn('viewer@demo.example', `/targets/${id}?tab=attempts`);
    await button('Export').click();
    const arrives = page().waitForEvent('download');
    await button('Export as CSV').click();
    const file = await arrives;

    await page().getByText('1 attempt exported.').waitFor();
    expect(file.suggestedFilename()).toMatch(/^attempts-\d{4}-\d\d-\d\d-to-\d{4}-\d\d-\d\d\.csv$/);
    const [heads = '', row = '', ...others] = (await readFile(await file.path(), 'utf8'))
      .trim()
      .split(/\r?\n/);
    expect(heads.split(',')).toContain('trace_id');
    expect(row).toContain(listing);
    expect(others).toEqual([]);
  });
});
