import type { Findings } from '../report/row.ts';
import { runBullmqSender } from './bullmq-sender.ts';
import { limiterRows, type OurRun, type PeerRun } from './limiter-rows.ts';
import { runOurSender } from './our-sender.ts';
import { runPeerSender } from './peer-sender.ts';
import { type PeerName, peerNames } from './peers.ts';
import { hasRedis, redisInstallHint } from './redis-process.ts';
import { scenarios, usual } from './scenarios.ts';
import { type Race, StartLine } from './start-line.ts';
import { threadCount } from './threads.ts';
import { withWindowTable } from './window-table.ts';

/** Our window in each scenario and the peers in the usual one, all at the same time, each with a receiver of its own. */
export async function benchLimiter(calls: number): Promise<Findings> {
  const withBullmq = hasRedis();
  if (!withBullmq) console.log(`  no redis-server: BullMQ is left out (${redisInstallHint})`);
  const shared = scenarios.length + (withBullmq ? 1 : 0);
  const race = { calls, line: StartLine.of(shared * threadCount + peerNames.length) };
  const [ours, peers] = await Promise.all([
    measureOurs(race),
    Promise.all([
      ...(withBullmq ? [measureBullmq(race)] : []),
      ...peerNames.map((name) => measurePeer(name, race)),
    ]),
  ]);

  return {
    rows: limiterRows(ours, peers),
    details: {
      ours: ours.map(({ scenario, result }) => ({ ...scenario, ...result })),
      peers: peers.map(({ name, result }) => ({ name, ...result })),
    },
  };
}

function measureOurs({ calls, line }: Race): Promise<OurRun[]> {
  return withWindowTable((place) =>
    Promise.all(
      scenarios.map(async (scenario) => ({
        scenario,
        result: await runOurSender(scenario, { calls: calls * scenario.times, line }, place),
      })),
    ),
  );
}

async function measureBullmq(race: Race): Promise<PeerRun> {
  return { name: 'BullMQ', result: await runBullmqSender(usual, race) };
}

async function measurePeer(name: PeerName, race: Race): Promise<PeerRun> {
  return { name, result: await runPeerSender(name, usual, race) };
}
