import { ChannelCallError, type ChannelSession } from '../channel/channel.ts';
import type { Clock } from '../common/time.ts';
import type { CallKind } from '../pacing/window.ts';

/**
 * Whose a refused call is: `object`, of what it was about, since a cheap read works with the same credentials; `renewed`, of
 * credentials that others have replaced, so that the call is worth repeating; `credentials`, and there are no others.
 */
type Refusal = 'object' | 'renewed' | 'credentials';

interface Renewal {
  readonly at: number;
  readonly done: Promise<boolean>;
  /** Whether it brought other credentials, and when (epoch ms); undefined while it goes on. */
  brought?: boolean;
  ended?: number;
}

interface Check {
  readonly at: number;
  readonly works: Promise<boolean>;
}

/** Credentials that a renewal brought and that are refused again within this time are wrong, not stale. */
const renewalHoldsForMs = 60_000;
/** A check speaks for the calls that begin so much later, so that many refused listings do not take a check each. */
const checkHoldsForMs = 5_000;

/** What the calls of one session find out together about its credentials. */
export class CredentialsInUse {
  readonly #session: Pick<ChannelSession, 'check' | 'renewCredentials'>;
  readonly #clock: Clock;
  #renewal: Renewal | undefined;
  #check: Check | undefined;

  constructor(session: Pick<ChannelSession, 'check' | 'renewCredentials'>, clock: Clock) {
    this.#session = session;
    this.#clock = clock;
  }

  /** They were refused, and the last look for others found none. */
  get areSpent(): boolean {
    return this.#renewal?.brought === false;
  }

  /**
   * After a refused call that began at `calledAt` (epoch ms). The cheap read counts as `kind`.
   * @throws ChannelCallError, NoTurnError when it cannot be told now
   */
  async judge(calledAt: number, kind: CallKind): Promise<Refusal> {
    if (!this.#renewedSince(calledAt) && (await this.#work(calledAt, kind))) {
      // Others may have been found meanwhile, and it is they that work.
      if (!this.#renewedSince(calledAt)) return 'object';
    }

    return (await this.renew(calledAt)) ? 'renewed' : 'credentials';
  }

  /**
   * Gets other credentials if there are any, once for all calls made with the old ones. False when there are none, or when
   * those were refused as well. `calledAt`: when the refused call was made (epoch ms). @throws ChannelCallError
   */
  renew(calledAt: number): Promise<boolean> {
    const renewal = this.#renewal;
    if (renewal !== undefined && this.#renewedSince(calledAt)) return renewal.done;
    // One that brought nothing says nothing of what an operator has put there since.
    if (renewal?.brought === true && this.#clock() - renewal.at < renewalHoldsForMs)
      return Promise.resolve(false);
    this.#renewal = begin(this.#session.renewCredentials(), this.#clock);

    return this.#renewal.done;
  }

  /** A call that began before its end may have been made with the old ones, however late it was refused. */
  #renewedSince(calledAt: number): boolean {
    const { ended = Number.POSITIVE_INFINITY } = this.#renewal ?? { ended: 0 };

    return this.#renewal !== undefined && calledAt < ended;
  }

  #work(calledAt: number, kind: CallKind): Promise<boolean> {
    const made = this.#check;
    const isOfThese = made !== undefined && made.at >= (this.#renewal?.ended ?? 0);
    if (isOfThese && calledAt - made.at <= checkHoldsForMs) return made.works;
    const check: Check = { at: this.#clock(), works: this.#answers(kind) };
    this.#check = check;
    // What could not be told is asked again.
    check.works.catch(() => {
      if (this.#check === check) this.#check = undefined;
    });

    return check.works;
  }

  async #answers(kind: CallKind): Promise<boolean> {
    try {
      await this.#session.check(kind);
      return true;
    } catch (error) {
      if (error instanceof ChannelCallError && error.outcome.kind === 'unauthorized') return false;
      throw error;
    }
  }
}

function begin(done: Promise<boolean>, clock: Clock): Renewal {
  const renewal: Renewal = { at: clock(), done };
  const note = (brought: boolean) => {
    renewal.brought = brought;
    renewal.ended = clock();
  };
  done.then(note, () => note(false));

  return renewal;
}
