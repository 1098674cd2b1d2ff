import { createServer } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { listen, type RunningServer } from '../../local/cloud/common/listen.ts';
import { openBrowser } from './open-browser.ts';
import { Person } from './person.ts';

const home = inject('home');
/** Of a busy machine. */
const soon = { timeout: 60_000 };

/** A page of somebody else: a form that is sent by itself, a call with cookies, or us in a frame. */
const pages: Readonly<Record<string, string>> = {
  '/form': `<form method="post" action="${home}/api/auth/logout"></form>
    <script>document.forms[0].submit()</script>`,
  '/text-form': `<form method="post" action="${home}/api/members" enctype="text/plain">
    <input name='{"email":"evil@demo.example","role":"Owner","x":"' value='"}'></form>
    <script>document.forms[0].submit()</script>`,
  '/call': 'Calls are made from here.',
  '/frame': `<iframe src="${home}/docs"></iframe>`,
};

let browser: Browser;
let elsewhere: RunningServer;
let person: Person;
beforeAll(async () => {
  browser = await openBrowser();
  elsewhere = await listen(
    createServer((request, response) => {
      response.setHeader('content-type', 'text/html');
      response.end(`<link rel="icon" href="data:,">${pages[request.url ?? ''] ?? ''}`);
    }),
    0,
  );
});
afterAll(async () => {
  await browser.close();
  await elsewhere.stop();
});
beforeEach(async () => {
  person = await Person.in(browser);
  await person.logIn('owner@demo.example');
});
afterEach(() => person.leave());

/** To browsers, a port beside ours is of the same site, so that cookies go along; 127.0.0.1 is another site. */
const sites = [
  { where: 'of another port', address: () => `http://localhost:${elsewhere.port}`, refusal: 403 },
  // No cookie comes along, so there is nothing to refuse, and nothing to end.
  { where: 'of another site', address: () => elsewhere.url, refusal: 204 },
];

/** By a page of our own, while the other is still there. */
const askHere = async (request: string) => {
  const tab = await person.anotherTab();
  await person.open('/docs', tab);
  return person.ask(request, undefined, tab);
};

describe.each(sites)('a page $where', ({ address, refusal }) => {
  it('ends no session with a form', async () => {
    const logout = person.page.waitForResponse(`${home}/api/auth/logout`);
    await person.page.goto(`${address()}/form`, { waitUntil: 'commit' });

    expect((await logout).status()).toBe(refusal);
    expect((await askHere('GET /api/me')).status).toBe(200);
  });

  it('makes no member with a form', async () => {
    const made = person.page.waitForResponse(`${home}/api/members`);
    await person.page.goto(`${address()}/text-form`, { waitUntil: 'commit' });

    expect([401, 403]).toContain((await made).status());
    const { json } = await askHere('GET /api/members?limit=100');
    expect(JSON.stringify(json)).not.toContain('evil@');
  });

  it('ends no session with a script, and reads nothing by one', async () => {
    await person.page.goto(`${address()}/call`);
    const logout = await person.page.evaluate(async (to) => {
      await fetch(to, { method: 'POST', credentials: 'include', mode: 'no-cors' });
      return 'sent';
    }, `${home}/api/auth/logout`);
    const read = await person.page.evaluate(
      (from) =>
        fetch(from, { credentials: 'include' }).then(
          () => 'read',
          (error: unknown) => String(error),
        ),
      `${home}/api/me`,
    );

    expect([logout, read]).toEqual(['sent', 'TypeError: Failed to fetch']);
    expect((await askHere('GET /api/me')).status).toBe(200);
  });

  it('has us in no frame', async () => {
    await person.page.goto(`${address()}/frame`);
    await person.page.waitForLoadState();

    // The page is there before its frame is.
    await expect.poll(() => person.page.frames()[1]?.url(), soon).toMatch(/^chrome-error:/);
    await expect.poll(() => person.complaints.join(), soon).toContain("frame-ancestors 'none'");
  });
});
