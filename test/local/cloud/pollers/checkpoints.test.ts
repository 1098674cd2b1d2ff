import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkpoints } from '../../../../local/cloud/pollers/checkpoints.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tvl-checkpoints-'));
  file = join(folder, 'data', 'checkpoints.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('checkpoints', () => {
  it('are there again after a violent end, the last of each shard', () => {
    const before = new Checkpoints(file);
    before.write('m1', 's1', '100');
    before.write('m1', 's2', '50');
    before.write('m1', 's1', '101');
    before.write('m2', 's1', '7');

    const after = new Checkpoints(file);

    expect(after.read('m1', 's1')).toBe('101');
    expect(after.read('m1', 's2')).toBe('50');
    expect(after.read('m2', 's1')).toBe('7');
    expect(after.read('m2', 's2')).toBeUndefined();
  });

  it('are those of before where the last line was cut off', () => {
    new Checkpoints(file).write('m1', 's1', '100');
    appendFileSync(file, '["m1/s1","10');

    const after = new Checkpoints(file);
    expect(after.read('m1', 's1')).toBe('100');

    after.write('m1', 's1', '101');
    expect(new Checkpoints(file).read('m1', 's1')).toBe('101');
  });

  it('take no more room than their shards, however many steps there were', () => {
    const checkpoints = new Checkpoints(file);
    for (let step = 0; step < 25_000; step += 1) checkpoints.write('m1', 's1', String(step));

    expect(readFileSync(file, 'utf8').split('\n').length).toBeLessThan(10_010);
    expect(new Checkpoints(file).read('m1', 's1')).toBe('24999');
  });

  it('are read by their owner only', () => {
    new Checkpoints(file).write('m1', 's1', '1');

    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('without a file live in memory', () => {
    const checkpoints = new Checkpoints(undefined);
    checkpoints.write('m1', 's1', '3');

    expect(checkpoints.read('m1', 's1')).toBe('3');
  });
});
