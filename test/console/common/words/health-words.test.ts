import { expect, it } from 'vitest';
import { healthInWords } from '../../../../console/common/words/health-words.ts';

const works = {
  is_active: true,
  health_status: 'healthy',
  health_message: null,
  block_reason: null,
  blocked_until: null,
} as const;
const until = '2026-11-28T09:00:00.000Z';

it.each([
  { case: 'nothing is wrong', over: {}, state: 'works', text: 'Works' },
  {
    case: 'it is paused, whatever else is wrong',
    over: { is_active: false, health_status: 'offline', block_reason: 'unavailable' } as const,
    ...{ state: 'paused', text: 'Paused' },
  },
  {
    case: 'its credentials are refused',
    over: { health_status: 'offline', block_reason: 'credentials_rejected' } as const,
    ...{ state: 'down', text: 'Credentials refused' },
  },
  {
    case: 'the channel is down',
    over: { block_reason: 'unavailable' } as const,
    ...{ state: 'down', text: 'Channel is down' },
  },
  {
    case: 'the channel asked for silence',
    over: { health_status: 'degraded', block_reason: 'rate_limited' } as const,
    ...{ state: 'trouble', text: 'Waits as the channel asked' },
  },
  {
    case: 'a check found nobody',
    over: { health_status: 'offline' } as const,
    ...{ state: 'down', text: 'Out of reach' },
  },
  {
    case: 'a check was slow',
    over: { health_status: 'degraded' } as const,
    ...{ state: 'trouble', text: 'Has trouble' },
  },
])('when $case it says "$text"', ({ over, state, text }) => {
  expect(healthInWords({ ...works, ...over })).toMatchObject({ state, text });
});

it('tells the reason, and until when nothing is sent', () => {
  const blocked = { ...works, block_reason: 'unavailable', blocked_until: until } as const;

  expect(healthInWords({ ...blocked, health_message: 'answered 503' })).toMatchObject({
    reason: 'answered 503',
    until,
  });
});
