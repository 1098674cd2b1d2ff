import type { Row } from '../report/row.ts';
import type { SenderResult } from './judge-sender.ts';
import { type OurScenario, usual } from './scenarios.ts';

export interface OurRun {
  readonly scenario: OurScenario;
  readonly result: SenderResult;
}

export interface PeerRun {
  readonly name: string;
  readonly result: SenderResult;
}

/** Two lines for each scenario, and one for each peer, which has promised nothing. */
export function limiterRows(ours: readonly OurRun[], peers: readonly PeerRun[]): Row[] {
  return [...ours.flatMap(ourRows), ...peers.map(peerRow)];
}

function ourRows({ scenario, result }: OurRun): Row[] {
  const { name, limit, least_rate } = scenario;
  const most = Math.max(result.most_in_window_sent, result.most_in_window_received);

  return [
    {
      what: `permitted rate used, saturated, 3 workers, ${name}`,
      must: `>= ${least_rate}`,
      measured: result.rate_used.toFixed(3),
      compared: 'perfect 1',
      passed: result.rate_used >= least_rate,
    },
    {
      what: `answered 429 of ${result.calls}; most in any ${limit.window_ms / 1000} s, sent / received`,
      must: `0; <= ${limit.max_requests}`,
      measured: `${result.answered_429}; ${mostOf(result)}`,
      compared: 'below',
      passed: result.answered_429 === 0 && most <= limit.max_requests,
    },
  ];
}

function peerRow({ name, result }: PeerRun): Row {
  const { rate_used, rate_accepted, answered_429, calls } = result;

  return {
    what: `the same by ${name}, ${usual.name}`,
    must: '-',
    measured: `${rate_used.toFixed(3)}, not refused ${rate_accepted.toFixed(3)}`,
    compared: `429: ${answered_429} of ${calls}; most ${mostOf(result)}`,
    passed: null,
  };
}

function mostOf({ most_in_window_sent, most_in_window_received }: SenderResult): string {
  return `${most_in_window_sent} / ${most_in_window_received}`;
}
