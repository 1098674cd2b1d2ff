import type { HealthSample, SamplePorts } from '../../domain/targets/health-sample.ts';
import type { MetricLines } from './metric-lines.ts';

type Samples = SamplePorts['samples'];

/** Samples that are told to CloudWatch as well: a value for each queue, so that its sum is what waits and its maximum the deepest. */
export class MeasuredSamples implements Samples {
  readonly #samples: Samples;
  readonly #metrics: MetricLines;

  constructor(samples: Samples, metrics: MetricLines) {
    this.#samples = samples;
    this.#metrics = metrics;
  }

  async add(target: Parameters<Samples['add']>[0], sample: HealthSample): Promise<void> {
    this.#metrics.add({
      name: 'tvl_queue_depth',
      value: sample.queue_depth,
      dimensions: { target: target.channel_type },
    });
    await this.#samples.add(target, sample);
  }
}
