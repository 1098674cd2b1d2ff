import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import { openBrowser } from './open-browser.ts';
import { Person } from './person.ts';

/**
 * A browser for the tests of a file, and for each of them a person with it, who has nothing to complain of in the end. Answers with how
 * to get another.
 */
export function withBrowser(meet: (person: Person) => void): () => Promise<Person> {
  let browser: Browser;
  let person: Person;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    person = await Person.in(browser);
    meet(person);
  });
  afterEach(async ({ task }) => {
    await person.page.screenshot({ path: pictureOf(task.name), fullPage: true });
    await person.leave();
    expect(person.complaints).toEqual([]);
  });

  return () => Person.in(browser);
}

/** How a test has left its page, to be looked at. */
function pictureOf(test: string): string {
  const name = test.replaceAll(/[^\w]+/g, '-').slice(0, 100);
  return join(import.meta.dirname, '..', '..', 'reports', 'screenshots', `${name}.png`);
}
