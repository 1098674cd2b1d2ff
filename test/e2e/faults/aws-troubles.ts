import type { Cloud } from '../../../local/cloud/cloud-options.ts';

type Fault = Parameters<Cloud['faults']['add']>[0];

interface Trouble extends Pick<Fault, 'service' | 'action' | 'error' | 'afterEffect'> {
  readonly who: 'worker' | 'sync-dispatcher';
  /** What else the request must say. */
  readonly about: (body: string) => boolean;
}

const throttled = { code: 'ProvisionedThroughputExceededException', status: 400 };
const broken = { code: 'InternalServerError', status: 500 };
const cancelled = (...codes: string[]) => ({
  code: 'TransactionCanceledException',
  status: 400,
  fields: { CancellationReasons: codes.map((Code) => ({ Code })) },
});

/** The transaction that opens an attempt checks the target; the one that closes it says how long it took. */
const opening = (body: string) => body.includes('ConditionCheck');
const closing = (body: string) => body.includes('duration_ms = :duration');
const anything = () => true;

const write = { service: 'dynamodb', action: 'TransactWriteItems', who: 'worker' } as const;
const queue = {
  service: 'sqs',
  about: anything,
  error: { code: 'InternalError', status: 500 },
} as const;

/** Ways in which calls to AWS go wrong, each as it can happen there. */
const troubles = {
  'opening throttled': { ...write, about: opening, error: throttled },
  'opening in conflict': {
    ...write,
    about: opening,
    error: cancelled('TransactionConflict', 'None', 'None'),
  },
  'opening on a listing that has changed': {
    ...write,
    about: opening,
    error: cancelled('ConditionalCheckFailed', 'None', 'None'),
  },
  'opening done, answer lost': {
    ...write,
    about: opening,
    error: 'connection-reset',
    afterEffect: true,
  },
  'closing throttled': { ...write, about: closing, error: throttled },
  'closing in conflict': {
    ...write,
    about: closing,
    error: cancelled('TransactionConflict', 'None'),
  },
  'closing done, answer lost': {
    ...write,
    about: closing,
    error: 'connection-reset',
    afterEffect: true,
  },
  'closing broken': { ...write, about: closing, error: broken },
  'reading throttled': {
    ...{ service: 'dynamodb', action: 'BatchGetItem', who: 'worker', about: anything },
    error: throttled,
  },
  'marking throttled': {
    ...{ service: 'dynamodb', action: 'UpdateItem', who: 'sync-dispatcher', about: anything },
    error: throttled,
  },
  'sending broken': { ...queue, action: 'SendMessageBatch', who: 'sync-dispatcher' },
  'giving back broken': { ...queue, action: 'ChangeMessageVisibilityBatch', who: 'worker' },
} as const satisfies Record<string, Trouble>;

export type AwsTrouble = keyof typeof troubles;

/** Those that pass when the call is repeated a few times. */
export const passingTroubles = (Object.keys(troubles) as AwsTrouble[]).filter(
  (name) => name !== 'closing broken',
);

/** Disturbs the next calls for the run that `concerns` tells by their bodies. */
export function addTrouble(
  cloud: Cloud,
  { trouble, times }: { trouble: AwsTrouble; times: number },
  run: { worker: string; concerns: (body: string) => boolean },
): () => void {
  const { who, about, ...fault }: Trouble = troubles[trouble];

  return cloud.faults.add({
    ...fault,
    times,
    principal: who === 'worker' ? run.worker : who,
    when: (body) => about(body) && run.concerns(body),
  });
}
