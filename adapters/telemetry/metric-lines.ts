import { Metrics } from '@aws-lambda-powertools/metrics';
import { stageName } from '../config/env.ts';

/** One value of a metric. */
export interface MetricValue {
  readonly name: string;
  readonly value: number;
  /** @default Count */
  readonly unit?: 'Count' | 'Milliseconds';
  readonly dimensions: Readonly<Record<string, string>>;
}

/**
 * Keeps metrics until they are published, in one embedded metric format line for each set of dimensions: lines are paid for
 * by the byte, and most of each is its frame. A line takes 100 values of a metric, which is ten times a batch.
 */
export class MetricLines {
  readonly #sets = new Map<string, Metrics>();

  add({ name, value, unit = 'Count', dimensions }: MetricValue): void {
    this.#setOf(dimensions).addMetric(name, unit, value);
  }

  publish(): void {
    for (const set of this.#sets.values()) set.publishStoredMetrics();
    this.#sets.clear();
  }

  #setOf(dimensions: MetricValue['dimensions']): Metrics {
    const key = JSON.stringify(dimensions);
    const known = this.#sets.get(key);
    if (known !== undefined) return known;

    const set = new Metrics();
    set.addDimensions({ ...(stageName && { stage: stageName }), ...dimensions });
    this.#sets.set(key, set);

    return set;
  }
}
