import { parseArgs } from 'node:util';
import * as z from 'zod';
import { CloudError } from './cloud/common/cloud-error.ts';

export interface StartOptions {
  /** Port of the console and the API; the simulator takes the next one, the login the one after. */
  readonly port: number;
  readonly fresh: boolean;
  readonly help: boolean;
  /** Variables that tell functions where spans go; empty: nowhere. */
  readonly traces: Readonly<Record<string, string>>;
}

export const usage = `Usage: npm start [-- --fresh]

Runs tvl-channels on this machine, with a Hostaway to push to.

  --fresh   forget everything and begin anew
  --help    show this

  PORT      port of the console and the API (default 4000); the Hostaway simulator and the login take the next two

  OTEL_EXPORTER_OTLP_ENDPOINT   where spans go by OTLP/HTTP, e.g. http://localhost:4318 (default nowhere), with the headers in
  OTEL_EXPORTER_OTLP_HEADERS    name=value,name=value`;

const tracesVariables = ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_HEADERS'] as const;

const portSchema = z.coerce.number().int().min(1).max(65_533);

/** @throws CloudError saying what is wrong with the arguments or PORT. */
export function readStartOptions(
  args: readonly string[],
  variables: NodeJS.ProcessEnv,
): StartOptions {
  const port = portSchema.safeParse(variables.PORT || '4000');
  if (!port.success) {
    throw new CloudError(`PORT must be a number from 1 to 65533, not ${variables.PORT}`);
  }
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { fresh: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    });
    return {
      ...{ port: port.data, fresh: values.fresh ?? false, help: values.help ?? false },
      traces: Object.fromEntries(
        tracesVariables.flatMap((name) => (variables[name] ? [[name, variables[name]]] : [])),
      ),
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new CloudError(`${message}\n\n${usage}`, { cause });
  }
}
