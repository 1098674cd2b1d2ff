import { dayMs } from '../common/day.ts';
import type { StoredTarget } from '../targets/target.ts';

/** So many days before their end people are told (spec, Token Expiry). Rising. */
const noticeDays: readonly number[] = [30, 60];

/** How near the end of a target's credentials is. */
export interface CredentialsEnd {
  /** Whole days that are left; 0 or less once they have ended. */
  readonly days: number;
  /** 30 or 60, whichever has been reached last; 0 when they have ended. */
  readonly threshold: number;
  readonly message: string;
}

/** Whether a target's credentials end within 60 days or have ended, as far as an operator has told. Undefined: not so, or nobody knows. */
export function credentialsEnd(
  { credentials_expires_at: at }: Pick<StoredTarget, 'credentials_expires_at'>,
  now: number,
): CredentialsEnd | undefined {
  if (at === null) return undefined;
  const left = (Date.parse(at) - now) / dayMs;
  const days = Math.floor(left);
  if (left <= 0)
    return { days, threshold: 0, message: `the credentials ended at ${at}: rotate them` };
  const threshold = noticeDays.find((each) => left <= each);

  return threshold === undefined
    ? undefined
    : { days, threshold, message: `the credentials end at ${at}: rotate them before` };
}
