import type { Browser, CDPSession, Page } from 'playwright-core';

/** As Lighthouse slows a computer to a phone's pace. */
export const slowdown = 4;

/** One operator's first look at the dashboard, with nothing of it in the browser's cache. */
export interface Look {
  /** Everything that came over the network, headers too, KB (1,000 bytes). */
  readonly loaded_kb: number;
  /** After the begin of the navigation. */
  readonly largest_paint_ms: number;
  /** From input to the next frame: the slowest of all that were made. */
  readonly slowest_interaction_ms: number;
}

export interface Scroll {
  readonly rows: number;
  readonly pixels: number;
  readonly longest_task_ms: number;
}

/** What the page notes of itself, before anything of it runs. */
const observe = `
  window.seen = { paint: 0, interaction: 0, task: 0 };
  const watch = (type, note, more) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('largest-contentful-paint', (entry) => (seen.paint = entry.startTime));
  watch('event', (entry) => entry.interactionId && (seen.interaction = Math.max(seen.interaction, entry.duration)), { durationThreshold: 16 });
  watch('longtask', (entry) => (seen.task = Math.max(seen.task, entry.duration)));
`;

interface Seen {
  readonly paint: number;
  readonly interaction: number;
  readonly task: number;
}

const seenOn = (page: Page) => page.evaluate<Seen>('seen');

/** Opens the dashboard, waits for its rows, and uses its filter and its heads. */
export async function lookAt(browser: Browser, home: string): Promise<Look> {
  const { page, session, leave } = await slowVisitor(browser, home);
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await session.send('Network.enable');
  await page.goto(home);
  await page.getByRole('link', { name: 'Benchmark account 20001' }).waitFor();
  await page.waitForLoadState('networkidle');
  const loaded_kb = bytes / 1000;
  const { paint } = await seenOn(page);

  await page.getByRole('searchbox').first().pressSequentially('account 2004');
  await page.getByRole('link', { name: 'Benchmark account 20001' }).waitFor({ state: 'detached' });
  await page.getByRole('searchbox').first().fill('');
  // Over it lies the copy that stays in sight, which takes the click.
  for (const head of await page.getByRole('columnheader').getByRole('button').all())
    await head.click({ force: true });
  const { interaction } = await seenOn(page);
  await leave();

  return { loaded_kb, largest_paint_ms: paint, slowest_interaction_ms: interaction };
}

/** All listings, scrolled from the first to the last. */
export async function scrollListings(
  browser: Browser,
  home: string,
  listings: number,
): Promise<Scroll> {
  const { page, leave } = await slowVisitor(browser, home);
  await page.goto(`${home}/listings`);
  await page.getByRole('heading', { name: `All listings (${listings})` }).waitFor();
  await page.waitForLoadState('networkidle');
  await page.evaluate('seen.task = 0');
  await page.mouse.move(600, 500);
  const step = 400;
  let pixels = 0;
  for (let turn = 0; turn < 150; turn += 1) {
    await page.mouse.wheel(0, step);
    await page.waitForTimeout(16);
    pixels += step;
  }
  const { task } = await seenOn(page);
  const rows = await page.getByRole('row').count();
  await leave();

  return { rows, pixels, longest_task_ms: task };
}

interface Visitor {
  readonly page: Page;
  readonly session: CDPSession;
  readonly leave: () => Promise<void>;
}

/** Somebody who has logged in, with an empty cache and a slow processor. */
async function slowVisitor(browser: Browser, home: string): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${home}/api/auth/login?return_to=/api/me`, { waitUntil: 'commit' });
  await page.getByRole('button', { name: 'owner@demo.example' }).click();
  await page.waitForURL(`${home}/api/me`, { waitUntil: 'commit' });
  await page.addInitScript(observe);
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });

  return { page, session, leave: () => context.close() };
}
