import { join } from 'node:path';
import type { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FunctionName } from '../functions.ts';
import { namePrefix } from '../names.ts';
import type { Permission } from '../permissions/permission.ts';
import { type SharedResources, sharedEnvironment } from '../stage-resources.ts';
import { tracingOf } from '../traces.ts';
import { HouseFunction } from './house-function.ts';

/** What every construct with a function in it needs. */
export interface SystemProps {
  readonly shared: SharedResources;
  /** Folder with one bundle per function. */
  readonly bundles: string;
}

export interface SystemFunctionProps extends SystemProps {
  readonly name: FunctionName;
  readonly description: string;
  readonly timeout: Duration;
  readonly permissions: readonly Permission[];
  /** @default that of the API's functions */
  readonly memoryMb?: number;
  /** Of this function alone. @default none */
  readonly environment?: Readonly<Record<string, string>>;
  /** @default none */
  readonly reservedConcurrency?: number;
  /** @default the prefix of the stage and the function's own name */
  readonly functionName?: string;
}

/** One of this system's functions: its bundle, and the environment that all of them share. */
export class SystemFunction extends HouseFunction {
  constructor(scope: Construct, id: string, props: SystemFunctionProps) {
    const { shared, bundles, name } = props;
    const tracing = tracingOf(name, shared.settings);
    super(scope, id, {
      settings: shared.settings,
      functionName: props.functionName ?? `${namePrefix(shared.settings.stage)}-${name}`,
      codeFolder: join(bundles, name),
      description: props.description,
      timeout: props.timeout,
      memoryMb: props.memoryMb ?? shared.settings.apiMemoryMb,
      environment: {
        ...{ ...sharedEnvironment(shared), ...tracing.environment },
        ...props.environment,
      },
      permissions: [...props.permissions, ...tracing.permissions],
      reservedConcurrency: props.reservedConcurrency,
    });
  }
}
