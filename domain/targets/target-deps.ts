import type { Channel } from '../channel/channel.ts';
import type { DomainEventName, EventPublisher } from '../common/domain-event.ts';
import { tellOthers } from '../common/tell-others.ts';
import type { Tenant } from '../common/tenant.ts';
import { toTimestamp } from '../common/time.ts';
import type { BaseUrlPolicy } from '../credentials/base-url.ts';
import type { ChannelType } from './target.ts';
import type { TargetIdentity } from './target-resources.ts';
import type { TargetStore } from './target-store.ts';
import type { TearDownPorts } from './tear-down-target.ts';
import type { TryPorts } from './try-connection.ts';

/** The channels that have an adapter. */
export interface Channels {
  readonly supported: readonly ChannelType[];
  channelFor(type: ChannelType): Channel | undefined;
}

/** What the management of targets needs of the outside world. */
export interface TargetDeps extends TearDownPorts, TryPorts {
  readonly targets: TargetStore;
  readonly channels: Channels;
  readonly events: EventPublisher;
  readonly base_urls: BaseUrlPolicy;
  /** How many worker functions share the targets' queues. */
  readonly worker_shards: number;
}

/** On whose behalf something is done. `trace_id`: W3C, 32 hex digits. */
export interface Caller {
  readonly tenant: Tenant;
  readonly trace_id?: string;
}

/** Tells other domains of a target. */
export async function announce(
  name: DomainEventName,
  target: TargetIdentity,
  context: { readonly caller: Caller; readonly deps: TargetDeps; readonly error_message?: string },
): Promise<void> {
  const { caller, deps, error_message } = context;
  const { org_id, account_id, id: target_id } = target;
  const event = {
    ...{ name, org_id, account_id, target_id },
    occurred_at: toTimestamp(deps.clock()),
    ...(caller.trace_id === undefined ? {} : { trace_id: caller.trace_id }),
    ...(error_message === undefined ? {} : { error_message }),
  };
  await tellOthers(event, { target_id }, deps);
}
