import { loginVariables, seedLogin } from '../../local/login/local-login.ts';
import { startLoginProvider } from '../../local/login/login-provider.ts';
import { openBrowser } from '../../test/browser/open-browser.ts';
import { type BenchCloud, prepareAssembly, startBenchCloud } from '../cloud/bench-cloud.ts';
import { untilSynced } from '../cloud/bench-target.ts';
import { linkEverywhere, startFleet } from '../cloud/fleet.ts';
import type { Findings, Row } from '../report/row.ts';
import { quantile } from '../report/statistics.ts';
import { type Look, lookAt, type Scroll, scrollListings, slowdown } from './look.ts';

interface Size {
  readonly targets: number;
  readonly units: number;
  readonly looks: number;
}

/** How the console is for an operator with fifty channel accounts and 2,000 listings, on a slow computer; quick: with ten and 200. */
export async function benchConsole(quick: boolean): Promise<Findings> {
  const size = quick ? { targets: 10, units: 20, looks: 3 } : { targets: 50, units: 40, looks: 9 };
  await prepareAssembly('local');
  const provider = await startLoginProvider({ port: 0 });
  const bench = await startBenchCloud({ variables: loginVariables(provider) });
  const home = bench.cloud.apiUrl.replace('127.0.0.1', 'localhost');
  provider.serve(home);
  try {
    await seedLogin(bench.cloud);
    const stop = await fill(bench, size);
    try {
      return await measure(home, size);
    } finally {
      await stop();
    }
  } finally {
    await bench.stop();
    await provider.stop();
  }
}

/** Answers with how to stop the channel. */
async function fill(bench: BenchCloud, { targets, units }: Size): Promise<() => Promise<void>> {
  const fleet = await startFleet(bench, targets, units);
  await linkEverywhere(bench, fleet, fleet.units);
  await untilSynced(bench, targets * units);
  console.log(`  ${targets * units} listings are at their channels`);
  return () => fleet.hostaway.stop();
}

async function measure(home: string, size: Size): Promise<Findings> {
  const browser = await openBrowser();
  try {
    const seen: Look[] = [];
    // The first one wakes functions that are asleep, which is not the console's time.
    for (let round = -1; round < size.looks; round += 1) {
      const look = await lookAt(browser, home);
      if (round >= 0) seen.push(look);
      console.log(`  look ${round + 1} of ${size.looks}`);
    }
    const scrolled = await scrollListings(browser, home, size.targets * size.units);
    return { rows: rowsOf(seen, scrolled, size), details: { looks: seen, scrolled } };
  } finally {
    await browser.close();
  }
}

function rowsOf(looks: readonly Look[], scroll: Scroll, size: Size): Row[] {
  const median = (of: (look: Look) => number) => quantile(looks.map(of), 0.5);
  const kb = median(({ loaded_kb }) => loaded_kb);
  const paint = median(({ largest_paint_ms }) => largest_paint_ms);
  const interaction = Math.max(
    ...looks.map(({ slowest_interaction_ms }) => slowest_interaction_ms),
  );
  const here = `${size.targets} targets, ${size.targets * size.units} listings, processor slowed ${slowdown}x`;
  const compared = `${looks.length} looks`;

  return [
    {
      ...{ what: `console: first load of the dashboard, over the wire (${here})`, compared },
      ...{ must: '<= 360 KB', measured: `${kb.toFixed(0)} KB`, passed: kb <= 360 },
    },
    {
      ...{ what: 'console: largest contentful paint, median', compared },
      ...{ must: '<= 1.5 s', measured: `${(paint / 1000).toFixed(2)} s`, passed: paint <= 1_500 },
    },
    {
      ...{ what: 'console: slowest interaction to the next paint', compared },
      ...{ must: '<= 200 ms', measured: `${interaction} ms`, passed: interaction <= 200 },
    },
    {
      what: `console: longest task while ${scroll.rows} listings are scrolled`,
      must: '<= 50 ms',
      measured: `${scroll.longest_task_ms.toFixed(0)} ms`,
      compared: `${scroll.pixels} pixels`,
      passed: scroll.longest_task_ms <= 50,
    },
  ];
}
