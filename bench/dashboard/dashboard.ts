import { setTimeout as sleep } from 'node:timers/promises';
import type { BenchCloud } from '../cloud/bench-cloud.ts';
import { type BenchTarget, connectTarget } from '../cloud/bench-target.ts';
import type { Usage } from '../cloud/usage-meter.ts';
import type { Findings } from '../report/row.ts';
import { quantile, sum } from '../report/statistics.ts';
import { fillMinutes, type Stretch } from './fill-minutes.ts';

const dayMinutes = 1_440;
/** A target at 12 per 10 s makes no more. */
const perMinute = 72;

/** A day of ten thousand attempts, and before it as much as there was at the limit. */
function pastOf(attempts: number): Stretch[] {
  const before = attempts - 10_000;

  return [
    { attempts: 10_000, minutes: dayMinutes },
    { attempts: before, minutes: Math.ceil(before / perMinute) },
  ];
}

/** The last one is the most that a target can have in one day. */
const pasts: readonly (readonly Stretch[])[] = [
  ...[10_000, 100_000, 1_000_000].map(pastOf),
  [{ attempts: dayMinutes * perMinute, minutes: dayMinutes }],
];
const warmUps = 10;
const pauseMs = 20;

interface Looked {
  readonly past: readonly Stretch[];
  readonly ms: number[];
  /** `dynamodb Query`, `sqs GetQueueAttributes`, ... -> how often for one look. */
  readonly requests: Record<string, number>;
  readonly usage: readonly Usage[];
}

interface Subject extends Looked {
  readonly target: BenchTarget;
}

/**
 * One target's dashboard, for targets with more and more behind them: asked in turn, so that what disturbs the machine disturbs
 * them alike. Their minutes are written; the rows of their audit are not, and a request to that table is a failure.
 */
export async function benchDashboard(bench: BenchCloud, looks: number): Promise<Findings> {
  const subjects: Subject[] = [];
  try {
    for (const past of pasts) {
      const target = await connectTarget(bench, 0);
      subjects.push({ target, past, ms: [], requests: {}, usage: [] });
      await fillMinutes(bench.cloud, target.target, past);
    }
    for (let round = -warmUps; round < looks; round += 1)
      for (const { target, ms } of subjects) {
        const took = await look(bench, target);
        if (round >= 0) ms.push(took);
      }
    const looked: Looked[] = [];
    for (const { target, ...subject } of subjects)
      looked.push({ ...subject, ...(await count(bench, target)) });

    return judge(looked);
  } finally {
    for (const { target } of subjects) await target.hostaway.stop();
  }
}

/** From the request to the whole answer, ms. */
async function look({ client }: BenchCloud, { target }: BenchTarget): Promise<number> {
  await sleep(pauseMs);
  const began = performance.now();
  await client.targetHealth(target.id);

  return performance.now() - began;
}

async function count(
  bench: BenchCloud,
  target: BenchTarget,
): Promise<Pick<Looked, 'requests' | 'usage'>> {
  const { cloud, meter } = bench;
  cloud.clearRequests();
  meter.clear();
  await look(bench, target);
  const requests = cloud.requests().filter(({ principal }) => principal.includes('-health-api'));

  return {
    requests: Object.fromEntries(
      requests.map(({ service, action, count }) => [`${service} ${action}`, count]),
    ),
    usage: meter.read().filter(({ principal }) => principal.includes('-health-api')),
  };
}

function judge(looked: readonly Looked[]): Findings {
  const judged = looked.slice(0, -1);
  const [first = Number.NaN, second, last = Number.NaN, full = Number.NaN] = looked.map(({ ms }) =>
    quantile(ms, 0.95),
  );
  const asked = new Set(judged.map(({ requests }) => JSON.stringify(requests)));
  const tables = new Set(looked.flatMap(({ usage }) => usage.map(({ table }) => table)));
  const each = sum(Object.values(looked[0]?.requests ?? {}));
  const isConstant = asked.size === 1 && each > 0 && !tables.has('audit');
  const units = looked.map(({ usage }) => Math.round(sum(usage.map(({ reads }) => reads))));

  return {
    rows: [
      {
        what: 'dashboard of one target after 10, 100, 1,000 thousand attempts',
        must: 'same requests, p95 within 1.5x',
        measured: `${isConstant ? `${each} requests each` : 'NOT the same requests'}; p95 ${[first, second, last].map(ms).join(', ')} (${(last / first).toFixed(2)}x); ${units[0]} read units`,
        compared: `constant: 10 thousand in the last day of each; with 104 thousand in it p95 ${ms(full)}, ${units.at(-1)} read units`,
        passed: isConstant && last / first <= 1.5,
      },
    ],
    details: {
      looks: looked.map(({ past, ms, ...rest }) => ({ past, ms: ms.map(Math.round), ...rest })),
    },
  };
}

function ms(value: number | undefined): string {
  return `${Math.round(value ?? Number.NaN)} ms`;
}
