import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'vite';
import * as z from 'zod';

/**
 * What a browser loads before it shows the console's dashboard, in KB (1,000 bytes) after brotli, and whether that is within the
 * budget. The answers of the API come on top: some 30 KB for fifty targets.
 */
const budgetKb = 330;
const entry = 'index.html';

const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
  }),
);

const folder = mkdtempSync(join(tmpdir(), 'console-'));
try {
  const files = await filesOfDashboard(folder);
  const weights = files.map((file) => [file, compressedKb(join(folder, file))] as const);
  const sum = weights.reduce((all, [, kb]) => all + kb, 0);
  for (const [file, kb] of weights) console.log(`${kb.toFixed(1).padStart(7)} KB  ${file}`);
  console.log(`${sum.toFixed(1).padStart(7)} KB  in all, of ${budgetKb}`);
  if (sum > budgetKb) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Builds the console into a folder. Names within it. */
async function filesOfDashboard(outDir: string): Promise<string[]> {
  const configFile = join(import.meta.dirname, '..', 'console', 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir, manifest: true } });
  const manifest = manifestSchema.parse(
    JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8')),
  );

  const needed = new Set<string>();
  const visit = (name: string) => {
    const chunk = manifest[name];
    if (chunk === undefined) throw new Error(`${name} is not among what was built`);
    if (needed.has(chunk.file)) return;
    for (const file of [chunk.file, ...chunk.css]) needed.add(file);
    chunk.imports.forEach(visit);
  };
  visit(entry);
  return [entry, ...needed];
}

function compressedKb(file: string): number {
  return brotliCompressSync(readFileSync(file)).length / 1000;
}
