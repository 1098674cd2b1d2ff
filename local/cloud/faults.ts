import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsAnswer, type AwsCall, AwsError, errorAnswer } from './common/aws-call.ts';

/** A disturbance of calls to AWS, for tests. */
export interface Fault {
  /** `dynamodb`, `sqs`, `secretsmanager`, `lambda`, `events` or `s3`. */
  readonly service: string;
  /** Absent: every action. */
  readonly action?: string;
  /** Name of the calling function, or its end (`sync-worker-0`). Absent: everyone. */
  readonly principal?: string;
  /** Further condition on the request's body (JSON text). */
  readonly when?: (body: string) => boolean;
  /** How many calls it hits. */
  readonly times: number;
  /** What the caller gets: an error (before the call takes effect), or a connection that breaks. Absent: only the delay. */
  readonly error?: FaultError | 'connection-reset';
  /** The call takes effect first, then the caller gets the error. */
  readonly afterEffect?: boolean;
  /** Waited before anything else, ms. */
  readonly delayMs?: number;
}

export interface FaultError {
  /** E.g. `ProvisionedThroughputExceededException`. */
  readonly code: string;
  readonly message?: string;
  readonly status?: number;
  /** Further members of the error document, e.g. `CancellationReasons`. */
  readonly fields?: Record<string, unknown>;
}

export interface Faults {
  /** Returns how to take it away again. */
  add(fault: Fault): () => void;
  clear(): void;
  /** Lets a call through the faults that apply to it. `connection-reset` stands for an answer that never comes. */
  around(call: AwsCall, effect: () => Promise<AwsAnswer>): Promise<AwsAnswer | 'connection-reset'>;
}

export function createFaults(): Faults {
  const active = new Map<Fault, number>();
  const take = (call: AwsCall): Fault | undefined => {
    for (const [fault, left] of active) {
      if (!applies(fault, call)) continue;
      if (left > 1) active.set(fault, left - 1);
      else active.delete(fault);
      return fault;
    }
    return undefined;
  };
  return {
    add: (fault) => {
      active.set(fault, fault.times);
      return () => active.delete(fault);
    },
    clear: () => active.clear(),
    around: async (call, effect) => {
      const fault = take(call);
      if (fault === undefined) return await effect();
      if (fault.delayMs !== undefined) await sleep(fault.delayMs);
      if (fault.error === undefined) return await effect();
      if (fault.afterEffect) await effect();
      if (fault.error === 'connection-reset') return 'connection-reset';
      const { code, message = 'injected by a test', status, fields } = fault.error;
      return errorAnswer(new AwsError(code, message, { status, fields }), call.service);
    },
  };
}

function applies(fault: Fault, call: AwsCall): boolean {
  return (
    fault.service === call.service &&
    (fault.action === undefined || fault.action === call.action) &&
    (fault.principal === undefined ||
      fault.principal === call.principal ||
      call.principal.endsWith(`-${fault.principal}`)) &&
    (fault.when === undefined || fault.when(call.body.toString()))
  );
}
