import { statSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../../lib/bundle-functions.ts';
import { functionNames } from '../../lib/functions.ts';
import type { Findings } from '../report/row.ts';
import { median } from '../report/statistics.ts';
import { type ImportTime, timeImport } from './time-import.ts';

const root = join(import.meta.dirname, '..', '..');
const outdir = join(root, '.local', 'bench', 'bundles');
const floor = 'bare-client';

/**
 * How long each bundle takes to import, against one of the DynamoDB client alone, as its package is. In turn, so that whatever else the
 * machine does hits all alike.
 */
export async function benchImportTime(samples: number): Promise<Findings> {
  await bundleFunctions({ root, outdir, names: functionNames });
  await bundleFunctions({
    root: import.meta.dirname,
    outdir: join(outdir, 'floor'),
    names: [floor],
    whole: true,
  });
  const files = new Map<string, string>([
    [floor, join(outdir, 'floor', floor, 'index.mjs')],
    ...functionNames.map((name): [string, string] => [name, join(outdir, name, 'index.mjs')]),
  ]);
  const times = await sample(files, samples);
  const floorMs = median((times.get(floor) ?? []).map(({ wall_ms }) => wall_ms));
  const functions = functionNames.map((name) => ({
    name,
    kilobytes: Math.round(statSync(files.get(name) ?? '').size / 1000),
    ...medians(times.get(name) ?? []),
    ratio: median((times.get(name) ?? []).map(({ wall_ms }) => wall_ms)) / floorMs,
  }));
  const slowest = functions.reduce((worst, one) => (one.ratio > worst.ratio ? one : worst));

  return {
    rows: [
      {
        what: 'import time of each bundled function (slowest)',
        must: '<= 1.8x the floor',
        measured: `${slowest.ratio.toFixed(2)}x (${slowest.name}, ${slowest.wall_ms.toFixed(0)} ms); ${others(functions)}`,
        compared: `bare DynamoDB client ${floorMs.toFixed(0)} ms`,
        passed: slowest.ratio <= 1.8,
      },
    ],
    details: { samples, floor: medians(times.get(floor) ?? []), functions },
  };
}

async function sample(
  files: ReadonlyMap<string, string>,
  samples: number,
): Promise<Map<string, ImportTime[]>> {
  const times = new Map<string, ImportTime[]>();
  // The first round warms the disk's cache and does not count.
  for (let round = 0; round <= samples; round += 1) {
    for (const [name, file] of files) {
      const time = await timeImport(file);
      if (round > 0) times.set(name, [...(times.get(name) ?? []), time]);
    }
  }

  return times;
}

function medians(times: readonly ImportTime[]): ImportTime {
  return {
    wall_ms: median(times.map(({ wall_ms }) => wall_ms)),
    processor_ms: median(times.map(({ processor_ms }) => processor_ms)),
  };
}

function others(functions: readonly { ratio: number }[]): string {
  const ratios = functions.map(({ ratio }) => ratio);

  return `all: ${Math.min(...ratios).toFixed(2)}-${Math.max(...ratios).toFixed(2)}x`;
}
