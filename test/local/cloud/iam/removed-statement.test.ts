import { expect, it } from 'vitest';
import { startCloud } from '../../../../local/cloud/cloud.ts';
import type { Cloud } from '../../../../local/cloud/cloud-options.ts';
import { bundleInto, type FixtureStack, writeAssembly } from '../fixture/assembly.ts';
import { appStack, dataStack } from '../fixture/template.ts';
import { until } from '../fixture/until.ts';

interface WrittenRole {
  readonly Properties: {
    readonly Policies: readonly [{ PolicyDocument: { Statement: { Action: string[] }[] } }];
  };
}
const statementsOf = ({ Resources }: FixtureStack) =>
  (Resources.Role as WrittenRole).Properties.Policies[0].PolicyDocument.Statement;

/** What is said to be refused, in lower case as SQS has it: by the start, or by functions, pollers and schedules at work. */
async function refusals(stack: FixtureStack, wanted: string): Promise<string | undefined> {
  const assemblyDir = writeAssembly({ data: dataStack, app: stack });
  bundleInto(assemblyDir);
  let cloud: Cloud;
  try {
    cloud = await startCloud({ assemblyDir, port: 0, schedules: false });
  } catch (error) {
    return String(error).toLowerCase();
  }
  try {
    // Written by a function, and given up by the one that follows the stream.
    await fetch(`${cloud.apiUrl}/put?pk=poison`);
    const fired = await cloud.fire('fixture-nightly').then(() => '', String);
    return await until(() => {
      const said = [fired, ...cloud.logs('api'), ...cloud.problems()].join('\n').toLowerCase();
      return said.includes(`not authorized to perform: ${wanted}`) ? said : undefined;
    });
  } finally {
    await cloud.stop();
  }
}

it.each(statementsOf(appStack).map(({ Action }, at) => ({ actions: Action, at })))(
  'without its statement for $actions a role is refused what it needs',
  async ({ actions, at }) => {
    const stack = structuredClone(appStack);
    statementsOf(stack).splice(at, 1);
    const wanted = String(actions[0]).toLowerCase();

    const said = await refusals(stack, wanted);

    expect(said).toMatch(/not authorized to perform|execution role|ensure the role/);
    expect(said).toContain(wanted.slice(wanted.indexOf(':') + 1));
  },
  60_000,
);
