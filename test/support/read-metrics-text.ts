import parse from 'parse-prometheus-text-format';
import * as z from 'zod';

const parsedSchema = z.array(
  z.object({
    name: z.string(),
    metrics: z.array(
      z.object({
        labels: z.record(z.string(), z.string()),
        value: z.string().transform(Number),
      }),
    ),
  }),
);

export interface ReadSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface ReadMetrics {
  /** Name, type and help of each metric, in their order. */
  readonly metrics: readonly { readonly name: string; readonly type: string; help: string }[];
  /** Those of a name that have such labels. */
  samples(name: string, labels?: Readonly<Record<string, string>>): ReadSample[];
}

/**
 * Metrics as the parser of others reads them. It is shown the samples without their types, since it throws the histograms of all
 * labels together.
 */
export function readMetricsText(text: string): ReadMetrics {
  const parsed = parsedSchema.parse(parse(text.replaceAll(/^# .*\n/gm, '')));
  const all = parsed.flatMap(({ name, metrics }) => metrics.map((each) => ({ ...each, name })));
  const byName = Map.groupBy(all, ({ name }) => name);
  const described = text.matchAll(/^# HELP (\S+) (.+)\n# TYPE \1 (\S+)$/gm);

  return {
    metrics: [...described].map(([, name = '', help = '', type = '']) => ({ name, type, help })),
    samples: (name, labels = {}) =>
      (byName.get(name) ?? []).filter(({ labels: has }) =>
        Object.entries(labels).every(([label, value]) => has[label] === value),
      ),
  };
}
