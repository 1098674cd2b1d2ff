import { setTimeout as sleep } from 'node:timers/promises';
import type { Cloud } from '../../../local/cloud/cloud-options.ts';
import type { RecordedCall } from '../../../local/hostaway/call-log.ts';
import type { FaultInput } from '../../../local/hostaway/faults/fault.ts';
import type { HostawaySimulator } from '../../../local/hostaway/simulator.ts';

/** What a worker is doing when it dies. */
export const moments = [
  'opening an attempt',
  'before the call arrives',
  'while the channel works',
  'while the answer is on its way',
  'between call and record',
  'while the record is written',
] as const;
export type Moment = (typeof moments)[number];

interface Victim {
  readonly cloud: Cloud;
  readonly hostaway: HostawaySimulator;
  readonly worker: string;
  readonly concerns: (body: string) => boolean;
}

/** How long calls are held up so that the moment can be caught, ms. */
const heldMs = 3_000;
const patienceMs = 15_000;

/**
 * Waits until a worker is doing it, and ends all that work for the victim. How many; 0 when the moment did not come.
 * `provoke` makes work.
 */
export async function killAt(
  moment: Moment,
  victim: Victim,
  provoke: () => Promise<void>,
): Promise<number> {
  const trap = traps[moment](victim);
  try {
    await provoke();
    const deadline = Date.now() + patienceMs;
    while (!trap.sprung() && Date.now() < deadline) await sleep(5);
    if (!trap.sprung()) return 0;
    return await victim.cloud.killWorkers(victim.worker, undefined, victim.concerns);
  } finally {
    trap.remove();
  }
}

const heldUp = { kind: 'latency', delay_ms: heldMs } as const;

interface Trap {
  sprung(): boolean;
  remove(): void;
}

const traps: Record<Moment, (victim: Victim) => Trap> = {
  'opening an attempt': (victim) =>
    transaction(victim, { about: 'ConditionCheck', error: 'connection-reset' }),
  'before the call arrives': (victim) => {
    const opened = transaction(victim, { about: 'ConditionCheck' });
    const held = channel(victim, { ...heldUp, where: 'on_the_way' }, () => false);
    // Opened, and the call not yet seen: it is on its way or about to be.
    let since = 0;
    return {
      sprung: () => {
        since ||= opened.sprung() ? Date.now() : 0;
        return since > 0 && Date.now() - since > 400;
      },
      remove: () => {
        opened.remove();
        held.remove();
      },
    };
  },
  'while the channel works': (victim) =>
    channel(victim, heldUp, ({ method, body_hash }) => method !== 'GET' && body_hash !== null),
  'while the answer is on its way': (victim) =>
    channel(victim, { kind: 'slow_body', delay_ms: heldMs }, ({ fault, committed }) => {
      return fault === 'slow_body' && committed;
    }),
  'between call and record': (victim) =>
    transaction(victim, { about: 'duration_ms = :duration', error: 'connection-reset', heldMs }),
  'while the record is written': (victim) =>
    transaction(victim, { about: 'duration_ms = :duration', heldMs: 500 }),
};

function transaction(
  { cloud, worker, concerns }: Victim,
  fault: { about: string; error?: 'connection-reset'; heldMs?: number },
): Trap {
  let hit = false;
  const remove = cloud.faults.add({
    service: 'dynamodb',
    action: 'TransactWriteItems',
    principal: worker,
    times: 1,
    delayMs: fault.heldMs ?? (fault.error === undefined ? 0 : heldMs),
    ...(fault.error === undefined ? {} : { error: fault.error }),
    when: (body) => {
      const wanted = body.includes(fault.about) && concerns(body);
      hit ||= wanted;
      return wanted;
    },
  });

  return { sprung: () => hit, remove };
}

/** A write meets a fault; sprung once it has arrived and `is` so. */
function channel(
  { hostaway }: Victim,
  fault: FaultInput,
  is: (call: RecordedCall) => boolean,
): Trap {
  const before = hostaway.calls().at(-1)?.seq ?? 0;
  const id = hostaway.control.addFault({ ...fault, match: { writes_only: true }, count: 1 });

  return {
    sprung: () => hostaway.calls(before).some((call) => call.duration_ms === null && is(call)),
    remove: () => hostaway.control.removeFault(id),
  };
}
