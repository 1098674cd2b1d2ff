import { archiveMutations } from './archive-mutations.ts';
import { attemptMutations } from './attempt-mutations.ts';
import { bookingMutations } from './booking-mutations.ts';
import { boundaryMutations } from './boundary-mutations.ts';
import { calendarMutations } from './calendar-mutations.ts';
import { callMutations } from './call-mutations.ts';
import type { Mutation } from './mutation.ts';
import { nightsMutations } from './nights-mutations.ts';
import { pacingMutations } from './pacing-mutations.ts';
import { promiseMutations } from './promise-mutations.ts';
import { recoveryMutations } from './recovery-mutations.ts';
import { webhookMutations } from './webhook-mutations.ts';

export const mutations: readonly Mutation[] = [
  ...callMutations,
  ...pacingMutations,
  ...attemptMutations,
  ...recoveryMutations,
  ...boundaryMutations,
  ...promiseMutations,
  ...archiveMutations,
  ...calendarMutations,
  ...nightsMutations,
  ...bookingMutations,
  ...webhookMutations,
];
