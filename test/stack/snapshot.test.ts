import type { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { stageSchema } from '../../lib/settings.ts';
import { flatten } from './flatten.ts';
import { type Resource, templatesOf } from './synthesise.ts';

/**
 * A resource per line, sorted, so that a change of a stack reads as a few changed lines.
 * A changed name of a table is a lost table: look twice.
 */
function lines(template: Template): string[] {
  const resources: Record<string, Resource> = template.toJSON().Resources;
  return Object.entries(resources)
    .map(([id, { Type, Properties }]) => `${Type} ${id} ${JSON.stringify(normalise(Properties))}`)
    .sort();
}

/** Without what changes with the code of the functions, and without the environment that has a test of its own. */
function normalise({ Code, Environment, Tags, ...rest }: Resource['Properties'] = {}): unknown {
  return flatten(rest);
}

it.each(stageSchema.options)('stage %s is made of', async (stage) => {
  const { data, channels, console, observability } = templatesOf(stage);
  const text = [data, channels, console, observability]
    .flatMap((each) => [...lines(each), ''])
    .join('\n');

  await expect(text).toMatchFileSnapshot(`snapshots/${stage}.snap`);
});
