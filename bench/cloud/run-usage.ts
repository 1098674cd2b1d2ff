import { setTimeout as sleep } from 'node:timers/promises';
import { account } from '../../local/cloud/iam/session.ts';
import type { RequestCount } from '../../local/cloud/request-counts.ts';
import type { BenchCloud } from './bench-cloud.ts';
import { type Invocations, watchInvocations } from './invocations.ts';
import type { Usage } from './usage-meter.ts';

/** What some updates asked of AWS. */
export interface RunUsage {
  readonly updates: number;
  readonly requests: readonly RequestCount[];
  readonly usage: readonly Usage[];
  readonly invocations: readonly Invocations[];
}

/** The benchmark itself calls as the account. */
const isOthers = ({ principal }: { readonly principal: string }) => principal !== account.principal;

/** Lines of a log show up a little after they were written. */
const logLagMs = 300;

/** The share of one function, by the end of its name. */
export function usageOf(
  name: string,
  { updates, requests, usage, invocations }: RunUsage,
): RunUsage {
  const isOwn = ({ principal }: { readonly principal: string }) => principal.endsWith(`-${name}`);

  return {
    updates,
    requests: requests.filter(isOwn),
    usage: usage.filter(isOwn),
    invocations: invocations.filter((one) => one.name.endsWith(`-${name}`)),
  };
}

/** Counts what is asked of AWS while something is done. The benchmark's own looks do not count. */
export async function countDuring(
  { cloud, meter }: BenchCloud,
  updates: number,
  work: () => Promise<void>,
): Promise<RunUsage> {
  cloud.clearRequests();
  meter.clear();
  const invocations = watchInvocations(cloud);
  await work();
  await sleep(logLagMs);

  return {
    updates,
    requests: cloud.requests().filter(isOthers),
    usage: meter.read().filter(isOthers),
    invocations: invocations(),
  };
}
