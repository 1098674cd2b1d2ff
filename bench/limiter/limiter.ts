import type { Findings } from '../report/row.ts';
import { runBullmqSender } from './bullmq-sender.ts';
import type { SenderResult } from './judge-sender.ts';
import { runOurSender } from './our-sender.ts';
import { limit } from './receiver.ts';
import { hasRedis, redisInstallHint } from './redis-process.ts';

/** Our window and BullMQ's limiter, at the same time, each with its own receiver of the same kind. */
export async function benchLimiter(calls: number): Promise<Findings> {
  const withPeer = hasRedis();
  if (!withPeer) console.log(`  no redis-server: the peer is left out (${redisInstallHint})`);
  const [ours, peer] = await Promise.all([
    runOurSender(calls),
    withPeer ? runBullmqSender(calls) : undefined,
  ]);

  return {
    rows: [
      {
        what: 'permitted rate used, saturated, 3 workers, 0-300 ms of jitter',
        must: '>= 0.95',
        measured: ours.rate_used.toFixed(3),
        compared: peer
          ? `BullMQ ${peer.rate_used.toFixed(3)}; not refused ${peer.rate_accepted.toFixed(3)}`
          : missing,
        passed: ours.rate_used >= 0.95,
      },
      {
        what: `answers 429 in ${ours.calls} calls`,
        must: '0',
        measured: String(ours.answered_429),
        compared: peer
          ? `BullMQ ${peer.answered_429} (${((100 * peer.answered_429) / peer.calls).toFixed(1)} %)`
          : missing,
        passed: ours.answered_429 === 0,
      },
      {
        what: 'most calls in any trailing 10 s, sender / receiver',
        must: `<= ${limit.max_requests} / ${limit.max_requests}`,
        measured: most(ours),
        compared: peer ? `BullMQ ${most(peer)}` : missing,
        passed:
          Math.max(ours.most_in_window_sent, ours.most_in_window_received) <= limit.max_requests,
      },
    ],
    details: { ours, bullmq: peer ?? null },
  };
}

const missing = 'BullMQ: left out, no redis-server';

function most({ most_in_window_sent, most_in_window_received }: SenderResult): string {
  return `${most_in_window_sent} / ${most_in_window_received}`;
}
