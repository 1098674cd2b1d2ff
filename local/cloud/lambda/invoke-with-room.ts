import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../common/aws-call.ts';
import type { Outcome } from './lambda-environment.ts';

export interface Patience {
  /** Epoch ms after which it is not tried again. */
  readonly until: number;
  /** Asked before each further try. */
  readonly mayTry?: () => boolean;
  /** Ends a pause at once. */
  readonly signal: AbortSignal;
  /** False when it was ended. @default by the clock */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<boolean>;
}

/** Pauses grow from the first to the last, ms; AWS says no more than that they grow. */
const firstPause = 100;
const lastPause = 10_000;

/**
 * Invokes a function as Lambda's pollers and its queue of events do: while its reserved concurrency is used up they try the same
 * event again, which counts as no attempt of the function. Undefined: it never got to the function.
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html ("Backoff strategy"),
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 *
 * @throws AwsError for any other refusal
 */
export async function invokeWithRoom(
  invoke: () => Promise<Outcome>,
  { until, mayTry = () => true, signal, pause = rest }: Patience,
): Promise<Outcome | undefined> {
  for (let longest = firstPause; ; longest = Math.min(lastPause, longest * 2)) {
    try {
      return await invoke();
    } catch (error) {
      if (!isThrottle(error)) throw error;
    }
    // Not all at the same moment.
    const milliseconds = longest * (0.5 + Math.random() / 2);
    if (Date.now() + milliseconds >= until) return undefined;
    if (!(await pause(milliseconds, signal)) || !mayTry()) return undefined;
  }
}

function rest(milliseconds: number, signal: AbortSignal): Promise<boolean> {
  return sleep(milliseconds, true, { ref: false, signal }).catch(() => false);
}

function isThrottle(error: unknown): boolean {
  return error instanceof AwsError && error.code === 'TooManyRequestsException';
}
