import type { Schemas } from '../../http/client.ts';

type Health = Pick<
  Schemas['DashboardRow'],
  'is_active' | 'health_status' | 'health_message' | 'block_reason' | 'blocked_until'
>;

/** What people filter by. */
export const healthStates = ['works', 'trouble', 'down', 'paused'] as const;
export type HealthState = (typeof healthStates)[number];

export const healthStateNames: Readonly<Record<HealthState, string>> = {
  works: 'Works',
  trouble: 'Has trouble',
  down: 'Does not work',
  paused: 'Paused',
};

export interface HealthWords {
  readonly state: HealthState;
  readonly type: 'success' | 'warning' | 'error' | 'stopped' | 'pending';
  readonly text: string;
  /** Null where there is nothing to explain. */
  readonly reason: string | null;
  /** Until when nothing is sent, if that is known. */
  readonly until: string | null;
}

/** How a channel account is doing, as an operator would say it; what stops most comes first. */
export function healthInWords(health: Health): HealthWords {
  const { is_active, block_reason, blocked_until, health_status, health_message } = health;
  const words = { reason: health_message, until: null };
  if (!is_active)
    return {
      ...words,
      ...{ state: 'paused', type: 'stopped', text: 'Paused' },
      reason: 'Nothing is sent until it is resumed.',
    };
  if (block_reason !== null) return { ...words, ...blocks[block_reason], until: blocked_until };
  if (health_status === 'offline')
    return { ...words, state: 'down', type: 'error', text: 'Out of reach' };
  if (health_status === 'degraded')
    return { ...words, state: 'trouble', type: 'warning', text: 'Has trouble' };

  return { ...words, state: 'works', type: 'success', text: 'Works' };
}

const blocks = {
  credentials_rejected: { state: 'down', type: 'error', text: 'Credentials refused' },
  unavailable: { state: 'down', type: 'error', text: 'Channel is down' },
  rate_limited: { state: 'trouble', type: 'pending', text: 'Waits as the channel asked' },
} as const;
