import type { RunUsage } from '../cloud/run-usage.ts';

const isApi = (name: string) => name.endsWith('-api');

/**
 * The same run without what the API asked for before it wrote the unit: its invocations, and its reads (whose key it is, what
 * the unit was). The unit's write itself is where the path begins, as in the count of requests.
 */
export function fromUnitsWrite(run: RunUsage): RunUsage {
  return {
    ...run,
    usage: run.usage.filter(({ principal, reads }) => !isApi(principal) || reads === 0),
    invocations: run.invocations.filter(({ name }) => !isApi(name)),
  };
}
