import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Chromium, from where Linux puts it or from `CHROME_PATH`. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROME_PATH ?? places.find((place) => existsSync(place));
  if (executablePath === undefined)
    throw new Error(
      'These tests need Chromium: apt-get install chromium, or name it in CHROME_PATH',
    );

  return chromium.launch({
    executablePath,
    args: [
      // Containers run as root, where Chromium has no sandbox; it visits this machine only.
      ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
      ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
    ],
  });
}
