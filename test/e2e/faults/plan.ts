import type { FaultInput } from '../../../local/hostaway/faults/fault.ts';
import type { Window } from '../../../local/hostaway/simulator-options.ts';
import type { AwsTrouble } from './aws-troubles.ts';
import { Dice } from './dice.ts';
import type { Moment } from './kill.ts';

/** Forms in which a 429 says when to come back. */
export type Hint = 'unix_time' | 'seconds' | 'http_date' | 'none';

/** Something that is done to a run. Units are named by their number. */
export type Action =
  | { readonly do: 'change'; readonly unit: number }
  /** Sends again what the unit was `back` versions ago. */
  | { readonly do: 'replay'; readonly unit: number; readonly back: number }
  /** The same while the unit changes. */
  | { readonly do: 'race'; readonly unit: number; readonly back: number }
  /** Jobs out of nowhere, in groups of their own, so that nothing but the lease keeps them apart. */
  | { readonly do: 'copies'; readonly unit: number; readonly copies: number }
  | { readonly do: 'channel'; readonly fault: FaultInput }
  /** One write is answered 429; `ms`: what it names. */
  | { readonly do: 'storm'; readonly hint: Hint; readonly ms: number; readonly unit: number }
  | { readonly do: 'aws'; readonly trouble: AwsTrouble; readonly times: number }
  | { readonly do: 'kill'; readonly moment: Moment; readonly unit: number }
  | { readonly do: 'pause target'; readonly ms: number }
  /** Pauses and resumptions side by side, so many of each, and one resumption after them. */
  | { readonly do: 'overlap pauses'; readonly times: number }
  | { readonly do: 'pause listing'; readonly unit: number; readonly ms: number }
  /** Whatever gets into the target's queue is deleted for a while: only the sweeper can bring it back. */
  | { readonly do: 'lose jobs'; readonly unit: number }
  /** The channel refuses one listing for `ms`, while its unit changes; then a person sends it again. */
  | {
      readonly do: 'refuse';
      readonly unit: number;
      readonly ms: number;
      readonly fault: Omit<Extract<FaultInput, { kind: 'refuse' }>, 'match'>;
    }
  /** Tokens are revoked; new ones come after `ms`. */
  | { readonly do: 'revoke'; readonly ms: number };

export interface Step {
  /** ms after the run's begin. */
  readonly at: number;
  readonly action: Action;
}

/** Everything that happens in a run, drawn from its seed. */
export interface Plan {
  readonly mix: string;
  readonly seed: number;
  readonly limit: Window;
  readonly units: number;
  readonly steps: readonly Step[];
}

/** A kind of trouble to draw plans from. */
export interface Mix {
  readonly limit: Window;
  readonly units: number;
  /** When the last step begins, ms. */
  readonly span: number;
  actions(dice: Dice): readonly Action[];
}

export function drawPlan(name: string, mix: Mix, seed: number): Plan {
  const dice = new Dice(seed);
  const { limit, units, span } = mix;
  const steps = mix.actions(dice).map((action) => ({ at: dice.between(0, span), action }));

  return { mix: name, seed, limit, units, steps: steps.sort((a, b) => a.at - b.at) };
}

/** One line a step. */
export function describePlan({ mix, seed, limit, units, steps }: Plan): string {
  const lines = steps.map(
    ({ at, action }) => `  ${String(at).padStart(6)} ms ${JSON.stringify(action)}`,
  );
  const per = `${limit.max_requests} calls per ${limit.window_ms / 1000} s`;

  return [`mix '${mix}', seed ${seed}: ${units} units, ${per}`, ...lines].join('\n');
}
