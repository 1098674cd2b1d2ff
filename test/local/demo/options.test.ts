import { expect, it } from 'vitest';
import { readOptions, UsageError } from '../../../local/demo/options.ts';

it.each([
  { args: [], options: { help: false, units: 40 } },
  { args: ['--units', '12'], options: { help: false, units: 12 } },
  { args: ['--help'], options: { help: true } },
  { args: ['-h', '--units', 'many'], options: { help: true } },
])('reads $args', ({ args, options }) => {
  expect(readOptions(args)).toEqual(options);
});

it.each([
  ['--units', 'many'],
  ['--units', '3'],
  ['--units', '301'],
  ['--units', '4.5'],
  ['--units'],
  ['--forever'],
  ['40'],
])('refuses %s %s', (...args) => {
  expect(() => readOptions(args.filter((arg) => arg !== undefined))).toThrow(UsageError);
});
