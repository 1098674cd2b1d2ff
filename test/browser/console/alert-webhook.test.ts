import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ScriptedServer } from '../../fakes/scripted-server.ts';
import type { Person } from '../person.ts';
import { withBrowser } from '../with-browser.ts';
import { faultsOf } from './axe.ts';

let person: Person;
let receiver: ScriptedServer;
withBrowser((one) => {
  person = one;
});
beforeAll(async () => {
  receiver = await ScriptedServer.start();
});
afterAll(() => receiver[Symbol.asyncDispose]());

const page = () => person.page;
const button = (name: string) => page().getByRole('button', { name, exact: true });
const dialog = () => page().getByRole('dialog');

/** What the dialog shows this once. */
async function kept(): Promise<string> {
  await dialog().getByText('Keep it now').waitFor();
  const secret =
    (await dialog()
      .getByText(/^whsec_/)
      .textContent()) ?? '';
  expect(await faultsOf(page())).toEqual([]);
  await button('I have kept it').click();
  await dialog().waitFor({ state: 'detached' });
  expect(await page().textContent('body')).not.toContain(secret);
  return secret;
}

beforeEach(() => person.logIn('owner@demo.example', '/alert-webhook'));

it('is set, tested, rotated and removed by an Owner, who sees each secret once', async () => {
  await button('Set an address').click();
  await page().getByRole('textbox', { name: 'Address' }).fill('ftp://example.com');
  await button('Set address').click();
  await dialog().getByText('must begin with https://').waitFor();
  await page().getByRole('textbox', { name: 'Address' }).fill(`${receiver.url}/alerts`);
  await button('Set address').click();
  const first = await kept();
  await page()
    .getByRole('heading', { name: `${receiver.url}/alerts` })
    .waitFor();
  expect(await faultsOf(page())).toEqual([]);

  receiver.replyWith({ status: 401, body: 'unknown' }, { status: 202 });
  await button('Send a test').click();
  await page().getByText('The receiver answered 401. It said: unknown').waitFor();
  await button('Rotate the secret').click();
  await dialog().getByRole('button', { name: 'Rotate' }).click();
  const second = await kept();
  await button('Send a test').click();
  await page().getByText('The test was taken. The receiver answered 202.').waitFor();
  const { body = '', headers = {} } = receiver.requests.at(-1) ?? {};
  for (const secret of [first, second])
    expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
      type: 'channel.alert.test',
    });

  await button('Remove').click();
  await dialog().getByRole('button', { name: 'Remove' }).click();
  await page().getByText('Alerts are sent nowhere yet').waitFor();
});
