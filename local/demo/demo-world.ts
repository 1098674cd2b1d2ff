import type { Unit } from '../../domain/supply/unit.ts';
import type { Target } from '../../domain/targets/target.ts';
import { ApiClient } from '../api-client.ts';
import { cachedAssembly } from '../cached-assembly.ts';
import { startCloud } from '../cloud/cloud.ts';
import type { Cloud } from '../cloud/cloud-options.ts';
import { StopList } from '../cloud/stop-list.ts';
import { type HostawaySimulator, startHostawaySimulator } from '../hostaway/simulator.ts';
import { demoAccount, type Window } from '../hostaway/simulator-options.ts';
import { hurried } from '../hurried.ts';
import { seedLocalKeys } from '../local-keys.ts';

/** Everything a demo runs on, in memory and on ports of its own. */
export interface DemoWorld {
  readonly cloud: Cloud;
  readonly simulator: HostawaySimulator;
  /** The public API, as an owner. */
  readonly client: ApiClient;
  readonly target: Target;
  /** What the simulator allows and the target is told to keep. */
  readonly limit: Window;
  /** Unit id -> the unit as it was last written. */
  readonly wanted: Map<string, Unit>;
  stop(): Promise<void>;
}

/** Small enough that 40 units fill several windows, and so short that nobody waits long to see it. */
const limit: Window = { max_requests: 12, window_ms: 5_000 };

/** Starts cloud and simulator and connects them. @throws CloudError, ApiError; nothing is left running then */
export async function startDemoWorld(): Promise<DemoWorld> {
  const running = new StopList();
  try {
    const cloud = running.keep(
      await startCloud({ assemblyDir: cachedAssembly, port: 0, variables: hurried }),
    );
    await seedLocalKeys(cloud);
    const simulator = running.keep(await startHostawaySimulator({ limits: limit }));
    const client = new ApiClient(cloud.apiUrl, 'local-owner');
    const target = await connect(client, simulator);

    return {
      ...{ cloud, simulator, client, target, limit },
      wanted: new Map(),
      stop: () => running.stop(),
    };
  } catch (error) {
    await running.stop().catch(() => {});
    throw error;
  }
}

function connect(client: ApiClient, simulator: HostawaySimulator): Promise<Target> {
  return client.createTarget({
    name: 'Hostaway on this machine',
    channel_type: 'hostaway',
    sync_mode: 'api',
    base_url: simulator.url,
    credentials: { account_id: String(demoAccount.id), api_key: demoAccount.api_key },
    rate_limit_config: { max_requests: limit.max_requests, window_seconds: limit.window_ms / 1000 },
  });
}
