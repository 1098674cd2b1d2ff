import * as z from 'zod';

/** One value of a metric, as a function wrote it in an embedded metric format line. */
export interface MetricValue {
  readonly functionName: string;
  readonly namespace: string;
  readonly name: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly timestamp: number;
}

export interface Metrics {
  /** Takes a log line; one that is not in the format is passed over. */
  add(functionName: string, line: string): void;
  read(): readonly MetricValue[];
  clear(): void;
}

/** Values kept; older ones are dropped. */
const kept = 20_000;

const lineSchema = z.looseObject({
  _aws: z.object({
    Timestamp: z.number(),
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())).default([]),
        Metrics: z.array(z.object({ Name: z.string(), Unit: z.string().default('None') })),
      }),
    ),
  }),
});

export function createMetrics(): Metrics {
  let values: MetricValue[] = [];
  return {
    add: (functionName, line) => {
      if (!line.startsWith('{') || !line.includes('"CloudWatchMetrics"')) return;
      values.push(...valuesIn(functionName, line));
      if (values.length > kept) values = values.slice(-kept);
    },
    read: () => values,
    clear: () => {
      values = [];
    },
  };
}

function valuesIn(functionName: string, line: string): MetricValue[] {
  const parsed = lineSchema.safeParse(tryJson(line));
  if (!parsed.success) return [];
  const { _aws, ...rest } = parsed.data;
  return _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics: metrics }) =>
    metrics.map(({ Name, Unit }) => ({
      functionName,
      namespace: Namespace,
      name: Name,
      unit: Unit,
      values: [rest[Name]].flat().filter((value) => typeof value === 'number'),
      dimensions: Object.fromEntries(
        Dimensions.flat().map((dimension) => [dimension, String(rest[dimension])]),
      ),
      timestamp: _aws.Timestamp,
    })),
  );
}

function tryJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
