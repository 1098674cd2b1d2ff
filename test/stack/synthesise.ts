import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import cdk from '../../cdk.json' with { type: 'json' };
import { addStage, type StageStacks } from '../../lib/add-stage.ts';
import { functionNames } from '../../lib/functions.ts';
import { type Stage, type StageSettings, settingsOf } from '../../lib/settings.ts';

const scratch = mkdtempSync(join(tmpdir(), 'stack-test-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** Bundles take seconds and say nothing about stacks: a small file stands for each. */
const bundles = join(scratch, 'bundles');
mkdirSync(bundles);
for (const name of functionNames) {
  mkdirSync(join(bundles, name));
  writeFileSync(join(bundles, name, 'index.mjs'), `export const name = '${name}';\n`);
}

/** Neither does what a browser would get. */
const consoleFiles = join(scratch, 'console');
mkdirSync(join(consoleFiles, 'assets'), { recursive: true });
writeFileSync(join(consoleFiles, 'index.html'), '<!doctype html>\n');
writeFileSync(join(consoleFiles, 'assets', 'index-1.js'), 'export {};\n');

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form; tests read deep into it.
  readonly Properties: any;
}

export function makeStacks(
  stage: Stage,
  alarmEmail?: string,
  over: Partial<StageSettings> = {},
): StageStacks & { app: App } {
  const app = new App({
    context: cdk.context,
    outdir: mkdtempSync(join(scratch, 'cdk-out-')),
    // Most of the time of a synthesis; `npm run check` synthesises each stage with it.
    builtinCloudFormationValidation: false,
  });
  const settings = { ...settingsOf(stage), ...over };
  return { app, ...addStage(app, { stage, settings, bundles, consoleFiles, alarmEmail }) };
}

interface StageTemplates {
  readonly data: Template;
  readonly channels: Template;
  readonly console: Template;
  readonly observability: Template;
}

const known = new Map<string, StageTemplates>();

/** The templates of a stage, made once per test file. Fails like a deployment would when a rule of cdk-nag is broken. */
export function templatesOf(stage: Stage): StageTemplates {
  const cached = known.get(stage);
  if (cached) return cached;
  const { data, channels, console, observability } = makeStacks(stage);
  const made = {
    data: Template.fromStack(data),
    channels: Template.fromStack(channels),
    console: Template.fromStack(console),
    observability: Template.fromStack(observability),
  };
  known.set(stage, made);
  return made;
}

export function resourcesOf(template: Template, type: string): Resource[] {
  return Object.values(template.findResources(type)) as Resource[];
}

/** The properties of the function of that name, less the stage's prefix. */
export function functionOf(template: Template, name: string): Resource['Properties'] {
  const all = resourcesOf(template, 'AWS::Lambda::Function').map(({ Properties }) => Properties);
  const found = all.find(({ FunctionName }) => FunctionName.endsWith(`-${name}`));
  if (!found) throw new Error(`no function ${name} among ${all.map((each) => each.FunctionName)}`);
  return found;
}
