import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };

interface Locked {
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
  readonly deprecated?: string;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync('package-lock.json', 'utf8'),
);
const { '': _root, ...installed } = lock.packages;

describe('packages', () => {
  it('are of exact versions and locked by hash', () => {
    const ranges = { ...packageJson.dependencies, ...packageJson.devDependencies };
    const inexact = Object.entries(ranges).filter(([, range]) => !/^\d+\.\d+\.\d+$/.test(range));
    const unhashed = Object.entries(installed).filter(
      ([, { integrity, inBundle }]) => !inBundle && !integrity?.startsWith('sha512-'),
    );

    expect(inexact).toEqual([]);
    expect(unhashed).toEqual([]);
  });

  it('are all in support, so that no installation warns', () => {
    expect(Object.entries(installed).filter(([, { deprecated }]) => deprecated)).toEqual([]);
  });

  it('come from whichever registry is configured', () => {
    expect(Object.entries(installed).filter(([, { resolved }]) => resolved)).toEqual([]);
  });

  it('run their install scripts by name only', () => {
    const withScripts = Object.entries(installed)
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));

    expect([...new Set(withScripts)].sort()).toEqual(Object.keys(packageJson.allowScripts).sort());
    expect(Object.entries(packageJson.allowScripts).filter(([, runs]) => runs)).toEqual([
      ['esbuild', true],
      ['node', true],
    ]);
  });
});
