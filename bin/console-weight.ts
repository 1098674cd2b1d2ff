import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { buildConsole } from '../lib/build-console.ts';

/**
 * What a browser loads before it shows the console's dashboard, in KB (1,000 bytes) after brotli, and whether that is within the
 * budget: the page, and what it names. The answers of the API come on top: some 30 KB for fifty targets.
 */
const budgetKb = 320;

// As what is deployed is built, so that one serves for both.
process.env.NODE_ENV = 'production';
const folder = await buildConsole(join(import.meta.dirname, '..'));
const page = 'index.html';
const named = read(page)
  .toString()
  .matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g);
const weights = [page, ...[...named].map(([, file = '']) => file)].map(
  (file) => [file, brotliCompressSync(read(file)).length / 1000] as const,
);
const sum = weights.reduce((all, [, kb]) => all + kb, 0);
for (const [file, kb] of weights) console.log(`${kb.toFixed(1).padStart(7)} KB  ${file}`);
console.log(`${sum.toFixed(1).padStart(7)} KB  in all, of ${budgetKb}`);
if (sum > budgetKb) process.exitCode = 1;

function read(file: string): Buffer {
  return readFileSync(join(folder, file));
}
