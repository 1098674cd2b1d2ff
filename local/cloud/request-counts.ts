import type { AwsCall } from './common/aws-call.ts';

/** How often a principal asked a service for an action. */
export interface RequestCount {
  readonly principal: string;
  readonly service: string;
  readonly action: string;
  readonly count: number;
}

export interface RequestCounts {
  add(call: Pick<AwsCall, 'principal' | 'service' | 'action'>): void;
  read(): readonly RequestCount[];
  clear(): void;
}

export function createRequestCounts(): RequestCounts {
  const counts = new Map<string, RequestCount>();
  return {
    add: ({ principal, service, action }) => {
      const key = `${principal} ${service} ${action}`;
      const count = (counts.get(key)?.count ?? 0) + 1;
      counts.set(key, { principal, service, action, count });
    },
    read: () => [...counts.values()],
    clear: () => counts.clear(),
  };
}
