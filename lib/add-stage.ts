import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { routes } from '../adapters/http/route-table.ts';
import { keepToAccount } from './keep-to-account.ts';
import { namePrefix } from './names.ts';
import { type Stage, type StageSettings, settingsOf } from './settings.ts';
import { ChannelsStack } from './stacks/channels-stack.ts';
import { ConsoleStack } from './stacks/console-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';

export interface StageProps {
  readonly stage: Stage;
  /** @default those of the stage */
  readonly settings?: StageSettings;
  /** Folder with one bundle per function. */
  readonly bundles: string;
  /** Folder with the built console. */
  readonly consoleFiles: string;
  /** @default nobody is told of alarms and alerts */
  readonly alarmEmail?: string;
  /** What the login provider knows the stage as. @default nobody can log in */
  readonly oidcClientId?: string;
}

export interface StageStacks {
  readonly data: DataStack;
  readonly channels: ChannelsStack;
  readonly console: ConsoleStack;
  readonly observability: ObservabilityStack;
}

/**
 * The stacks of one stage, held against the AWS Solutions rules. They name no account and no region: they go wherever
 * the credentials of the deployment lead, and are synthesised without any.
 */
export function addStage(
  app: App,
  {
    stage,
    settings = settingsOf(stage),
    bundles,
    consoleFiles,
    alarmEmail,
    oidcClientId,
  }: StageProps,
): StageStacks {
  const prefix = namePrefix(stage);
  const tags = { system: 'tvl-channels', stage };

  const data = new DataStack(app, `${prefix}-data`, { settings, tags });
  const channels = new ChannelsStack(app, `${prefix}-channels`, {
    settings,
    tags,
    data,
    routes,
    bundles,
    alarmEmail,
    oidcClientId,
  });
  const console = new ConsoleStack(app, `${prefix}-console`, {
    settings,
    tags,
    bucket: channels.site.bucket,
    files: consoleFiles,
  });
  const observability = new ObservabilityStack(app, `${prefix}-observability`, {
    settings,
    tags,
    mailsAlarms: alarmEmail !== undefined,
  });
  observability.addStackDependency(channels);
  const { onlyAccount } = settings;
  if (onlyAccount !== undefined) {
    for (const stack of [data, channels, console, observability]) keepToAccount(stack, onlyAccount);
  }
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

  return { data, channels, console, observability };
}
