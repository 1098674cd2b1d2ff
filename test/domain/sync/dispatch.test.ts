import { beforeEach, describe, expect, it } from 'vitest';
import { PermanentError } from '../../../domain/common/errors.ts';
import {
  type Change,
  type DispatchPorts,
  dispatch,
  type PendingLook,
  type QueuedJob,
} from '../../../domain/sync/dispatch.ts';
import type { StoredTarget } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const unit_id = '11111111-1111-4111-8111-111111111111';
const trace_id = '0123456789abcdef0123456789abcdef';
const listing_id = '44444444-4444-5444-8444-444444444444';
const changed: Change = { kind: 'unit', part: 'unit', tenant, unit_id, state: '7', trace_id };

let sent: QueuedJob[];
let marks: { look: PendingLook }[];
let refused: string[];
let target: StoredTarget | undefined;
let active: boolean;

beforeEach(() => {
  sent = [];
  marks = [];
  refused = [];
  target = aTarget();
  active = true;
});

const ports: DispatchPorts = {
  listingsOfUnit: async () => [{ listing_id, target_id: aTarget().id }],
  markPending: async (_tenant, _id, mark) => {
    marks.push(mark);
    return active;
  },
  target: async () => target,
  send: async (jobs) => {
    sent.push(...jobs);
    return jobs.filter(({ job }) => refused.includes(job.listing_id));
  },
  report: () => undefined,
  traced: (_change, work) => work(),
};

describe('a change of a unit', () => {
  it('marks each linked listing and enqueues a job that is one with its repetitions', async () => {
    await dispatch([changed], ports);
    await dispatch([changed], ports);

    expect(marks).toEqual([
      { trace_id, look: 'after_job' },
      { trace_id, look: 'after_job' },
    ]);
    expect(sent[0]).toMatchObject({ queue: 'normal', job: { listing_id, unit_id, trace_id } });
    expect(new Set(sent.map(({ deduplication_id }) => deduplication_id)).size).toBe(1);
  });

  it('is looked after as a part of its trace, in which its jobs go on', async () => {
    const looked: Change[] = [];
    const traced: DispatchPorts['traced'] = (change, work) => {
      looked.push(change);
      return work('00f067aa0ba902b7');
    };
    await dispatch([changed], { ...ports, traced });

    expect(looked).toEqual([changed]);
    expect(sent[0]?.job).toMatchObject({ trace_id, span_id: '00f067aa0ba902b7' });
  });

  it('enqueues nothing for a listing that is paused or archived', async () => {
    active = false;

    expect(await dispatch([changed], ports)).toEqual(['sent']);
    expect(sent).toEqual([]);
  });

  it('only marks the listings of a manual target, which wait for an operator', async () => {
    target = aTarget({ sync_mode: 'manual' });

    await dispatch([changed], ports);

    expect(marks).toEqual([{ trace_id, look: 'never' }]);
    expect(sent).toEqual([]);
  });

  it.each([
    ['unknown', undefined],
    ['deleted', aTarget({ deleted_at: '2026-06-01T00:00:00.000Z' })],
  ])('does nothing for a target that is %s', async (_state, gone) => {
    target = gone;

    await dispatch([changed], ports);

    expect(marks).toEqual([]);
    expect(sent).toEqual([]);
  });

  it('only marks the listings of a paused target, for the sweeper to bring them when it is resumed', async () => {
    target = aTarget({ is_active: false });

    expect(await dispatch([changed], ports)).toEqual(['sent']);

    expect(marks).toEqual([{ trace_id, look: 'instead_of_job' }]);
    expect(sent).toEqual([]);
  });
});

describe('invariant 8: a change that fails does not hold up its neighbours', () => {
  const other: Change = { ...changed, unit_id: '22222222-2222-4222-8222-222222222222' };
  const listings = (unitId: string) =>
    unitId === unit_id ? [listing_id, 'second'].map(linked) : [linked('third')];
  const linked = (id: string) => ({ listing_id: id, target_id: `target of ${id}` });
  const several: DispatchPorts = {
    ...ports,
    listingsOfUnit: async (_tenant, id) => listings(id),
  };
  const jobs = () => sent.map(({ job }) => job.listing_id);

  it('when its listings cannot be found: it is tried again', async () => {
    const broken: DispatchPorts = {
      ...several,
      listingsOfUnit: async (_tenant, id) => {
        if (id === unit_id) throw new Error('throttled');
        return listings(id);
      },
    };

    expect(await dispatch([changed, other], broken)).toEqual(['failed', 'sent']);
    expect(jobs()).toEqual(['third']);
  });

  it.each([
    ['failed', new Error('throttled')],
    ['hopeless', new PermanentError('the row cannot be updated')],
  ])(
    'when one of its listings cannot be marked: %s, and the others get their jobs',
    async (fate, error) => {
      const broken: DispatchPorts = {
        ...several,
        markPending: async (_tenant, id) => {
          if (id === listing_id) throw error;
          return true;
        },
      };

      expect(await dispatch([changed, other], broken)).toEqual([fate, 'sent']);
      expect(jobs()).toEqual(['second', 'third']);
    },
  );

  it('when a target cannot be read: its listing waits for the sweeper', async () => {
    const broken: DispatchPorts = {
      ...several,
      target: async (_tenant, id) => {
        if (id === `target of ${listing_id}`) throw new Error('no target');
        return aTarget();
      },
    };

    expect(await dispatch([changed, other], broken)).toEqual(['sent', 'sent']);
    expect(marks.map(({ look }) => look).toSorted()).toEqual([
      'after_job',
      'after_job',
      'instead_of_job',
    ]);
    expect(jobs()).toEqual(['second', 'third']);
  });

  it('when its queue refuses a job: the listing is known to wait', async () => {
    refused = [listing_id];

    expect(await dispatch([changed, other], several)).toEqual(['noted', 'sent']);
  });
});

it.each([
  {
    state: 'paused, and has it due as soon as that is over',
    one: aTarget({ is_active: false }),
    looks: ['instead_of_job'],
  },
  {
    state: 'deleted',
    one: aTarget({ deleted_at: '2026-06-01T00:00:00.000Z', is_active: false }),
    looks: [],
  },
])('sends no job for a request at a target that is $state', async ({ one, looks }) => {
  target = one;
  const { id: target_id } = one;
  const job = { ...tenant, listing_id, target_id, unit_id, trace_id, reason: 'request' as const };

  await dispatch([{ kind: 'request', job, queue: 'normal', request_id: 'r-1' }], ports);

  expect(sent).toEqual([]);
  expect(marks.map(({ look }) => look)).toEqual(looks);
});

it.each(['normal', 'priority'] as const)(
  'sends a request to the %s queue, one job per request',
  async (queue) => {
    const job = {
      ...tenant,
      listing_id,
      target_id: aTarget().id,
      unit_id,
      trace_id,
      reason: 'request' as const,
    };

    await dispatch([{ kind: 'request', job, queue, request_id: 'r-1' }], ports);

    expect(sent).toEqual([{ job, queue, deduplication_id: 'r-1' }]);
  },
);

describe('a request', () => {
  const job = { ...tenant, listing_id, target_id: aTarget().id, unit_id, trace_id };
  const request: Change = {
    ...{ kind: 'request', queue: 'normal', request_id: 'r-1' },
    job: { ...job, reason: 'request' },
  };
  const reports: string[] = [];
  const reporting = { ...ports, report: (event: string) => void reports.push(event) };
  beforeEach(() => {
    reports.length = 0;
  });

  it('at a target that is gone is nothing to do', async () => {
    target = undefined;

    expect(await dispatch([request], reporting)).toEqual(['sent']);
    expect([sent, marks, reports]).toEqual([[], [], []]);
  });

  it('at a target that cannot be read waits for the sweeper, which knows of it', async () => {
    const broken = { ...reporting, target: () => Promise.reject(new Error('throttled')) };

    expect(await dispatch([request], broken)).toEqual(['sent']);
    expect([sent, marks, reports]).toEqual([[], [], ['target-not-read']]);
  });

  it('at a paused target whose listing cannot be marked is reported: it is due later by itself', async () => {
    target = aTarget({ is_active: false });
    const broken = { ...reporting, markPending: () => Promise.reject(new Error('throttled')) };

    expect(await dispatch([request], broken)).toEqual(['sent']);
    expect(reports).toEqual(['listing-not-marked']);
  });

  it('is not sent with an empty batch, which the queue would refuse', async () => {
    target = undefined;
    const refusing = { ...ports, send: () => Promise.reject(new Error('an empty batch')) };

    expect(await dispatch([request], refusing)).toEqual(['sent']);
  });
});

it('makes a job of its own for each state and each listing of a unit', async () => {
  const both: DispatchPorts = {
    ...ports,
    listingsOfUnit: async () =>
      ['a', 'b'].map((id) => ({ listing_id: id, target_id: aTarget().id })),
  };

  await dispatch([changed, { ...changed, state: '8' }], both);

  expect(new Set(sent.map(({ deduplication_id }) => deduplication_id)).size).toBe(4);
  for (const { job } of sent) expect(job).toMatchObject({ ...tenant, reason: 'unit' });
});
