import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { healthHistory } from '../../../domain/health/health-history.ts';
import { healthStatusSchema } from '../../../domain/targets/target.ts';
import { aSample } from '../../builders/sample.ts';

const at = (minutes: number) => new Date(Date.UTC(2026, 10, 25, 0, minutes)).toISOString();

describe('the history of a target', () => {
  it('is empty where nobody looked', () => {
    expect(healthHistory([])).toEqual([]);
  });

  it('has the first that is known and each change, newest first, with what was said then', () => {
    const history = healthHistory([
      aSample({ at: at(0) }),
      aSample({ at: at(5) }),
      aSample({ at: at(10), health_status: 'degraded', health_message: '429' }),
      aSample({ at: at(15), health_status: 'degraded', health_message: 'slow' }),
      aSample({ at: at(20), health_status: 'offline', health_message: 'no answer' }),
      aSample({ at: at(25) }),
    ]);

    expect(history).toEqual([
      { at: at(25), health_status: 'healthy', message: null },
      { at: at(20), health_status: 'offline', message: 'no answer' },
      { at: at(10), health_status: 'degraded', message: '429' },
      { at: at(0), health_status: 'healthy', message: null },
    ]);
  });

  it('tells the status of every sample, and no change that was none, whatever the order of reading', () => {
    const statuses = fc.array(fc.constantFrom(...healthStatusSchema.options), { maxLength: 20 });
    fc.assert(
      fc.property(statuses, fc.infiniteStream(fc.nat()), (all, order) => {
        const samples = all.map((health_status, index) =>
          aSample({ at: at(index), health_status }),
        );
        const shuffled = samples
          .map((sample) => ({ sample, by: order.next().value }))
          .toSorted((a, b) => Number(a.by) - Number(b.by))
          .map(({ sample }) => sample);

        const history = healthHistory(shuffled);

        for (const sample of samples)
          expect(history.find((change) => change.at <= sample.at)?.health_status).toBe(
            sample.health_status,
          );
        for (const [index, { health_status }] of history.entries())
          expect(history[index + 1]?.health_status).not.toBe(health_status);
      }),
    );
  });
});
