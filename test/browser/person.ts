import type { Browser, BrowserContext, Page } from 'playwright-core';
import { inject } from 'vitest';
import { sessionCookie } from '../../adapters/http/who-asks/cookies.ts';

/** What a call by a script of the page was answered. */
export interface Answered {
  readonly status: number;
  readonly type: string | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of all kinds
  readonly json: any;
}

/** Somebody with a browser: cookies and pages of their own. */
export class Person {
  readonly home = inject('home');
  readonly page: Page;
  /** What browsers write into their console, scripts that broke, and what a page's policy has refused. */
  readonly complaints: string[] = [];
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  static async in(browser: Browser): Promise<Person> {
    const context = await browser.newContext();
    // The machine may be busy.
    context.setDefaultTimeout(60_000);
    await context.addInitScript(
      "addEventListener('securitypolicyviolation', (e) => console.error('policy', e.violatedDirective, e.blockedURI))",
    );
    const person = new Person(context, await context.newPage());
    context.on('weberror', (error) => void person.complaints.push(String(error.error())));
    context.on('console', (message) => {
      const { url } = message.location();
      // That a call, or the page itself, was refused is what the test asked for.
      const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
      if (isAnswer && (url.includes('/api/') || url === message.page()?.url())) return;
      if (['error', 'warning'].includes(message.type()))
        person.complaints.push(`${message.text()} (${url})`);
    });
    return person;
  }

  /** Opens a path of the product, and does not wait until the page is complete: the reference takes its time. */
  async open(path: string, page = this.page) {
    const answer = await page.goto(`${this.home}${path}`, { waitUntil: 'commit' });
    if (answer === null) throw new Error(`${path} was not answered`);
    return answer;
  }

  /** What a person reads. */
  async text(page = this.page): Promise<string> {
    await page.waitForLoadState('domcontentloaded');
    return (await page.textContent('body')) ?? '';
  }

  /** Begins to log in, and stands before the provider's page then. */
  async seeProvider(returnTo = '/docs', page = this.page): Promise<void> {
    await this.open(`/api/auth/login?return_to=${encodeURIComponent(returnTo)}`, page);
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
  }

  /** At the provider's page. */
  async choose(email: string, page = this.page): Promise<void> {
    const back = page.waitForURL((url) => url.origin === this.home, { waitUntil: 'commit' });
    await page.getByRole('button', { name: email }).click();
    await back;
  }

  /**
   * Back to a page of another origin. The page itself is asked, once it can be: the one before it may still be
   * what Playwright's own `goBack` speaks to.
   */
  async goBack(page = this.page): Promise<void> {
    await page.waitForLoadState('domcontentloaded');
    await page.evaluate('history.back()');
  }

  async logIn(email: string, returnTo = '/docs'): Promise<void> {
    await this.seeProvider(returnTo);
    await this.choose(email);
  }

  /** A call by a script of a page of this origin, as the console makes them: `ask('PATCH /api/me', { ... })`. */
  async ask(request: string, body?: unknown, page = this.page): Promise<Answered> {
    const [method = '', path = ''] = request.split(' ');
    const sent = { method, path, body: body === undefined ? null : JSON.stringify(body) };
    const { text, ...answer } = await page.evaluate(async ({ method, path, body }) => {
      const json = { 'content-type': 'application/json' };
      const answer = await fetch(path, { method, body, ...(body !== null && { headers: json }) });
      const { status } = answer;
      return { status, type: answer.headers.get('content-type'), text: await answer.text() };
    }, sent);

    return { ...answer, json: /json/.test(answer.type ?? '') ? JSON.parse(text) : undefined };
  }

  /** The session's cookie, as the browser keeps it. */
  async session() {
    return (await this.cookies()).find(({ name }) => name === sessionCookie);
  }

  async cookies() {
    return this.#context.cookies(this.home);
  }

  /** Somebody puts back what they have copied before. */
  async putBack(cookie: Awaited<ReturnType<Person['cookies']>>[number]): Promise<void> {
    await this.#context.addCookies([cookie]);
  }

  anotherTab(): Promise<Page> {
    return this.#context.newPage();
  }

  leave(): Promise<void> {
    return this.#context.close();
  }
}
