import { beforeEach, describe, expect, it } from 'vitest';
import type { StoredTarget } from '../../../domain/channels/target.ts';
import {
  type Change,
  type DispatchPorts,
  dispatch,
  type QueuedJob,
} from '../../../domain/sync/dispatch.ts';
import { aTarget } from '../../builders/target.ts';

const tenant = { org_id: 'demo', account_id: 'main' };
const unit_id = '11111111-1111-4111-8111-111111111111';
const trace_id = '0123456789abcdef0123456789abcdef';
const listing_id = '44444444-4444-5444-8444-444444444444';
const changed: Change = { kind: 'unit', tenant, unit_id, version: 7, trace_id };

let sent: QueuedJob[];
let marks: { due: boolean }[];
let target: StoredTarget | undefined;
let active: boolean;

beforeEach(() => {
  sent = [];
  marks = [];
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
  },
};

describe('a change of a unit', () => {
  it('marks each linked listing and enqueues a job that is one with its repetitions', async () => {
    await dispatch([changed], ports);
    await dispatch([changed], ports);

    expect(marks).toEqual([
      { trace_id, due: true },
      { trace_id, due: true },
    ]);
    expect(sent[0]).toMatchObject({ queue: 'normal', job: { listing_id, unit_id, trace_id } });
    expect(new Set(sent.map(({ deduplication_id }) => deduplication_id)).size).toBe(1);
  });

  it('enqueues nothing for a listing that is paused or archived', async () => {
    active = false;

    expect(await dispatch([changed], ports)).toBe(0);
  });

  it('only marks the listings of a manual target, which wait for an operator', async () => {
    target = aTarget({ sync_mode: 'manual' });

    await dispatch([changed], ports);

    expect(marks).toEqual([{ trace_id, due: false }]);
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

  it('fails when a job cannot be enqueued, so that the change is tried again', async () => {
    const broken = { ...ports, send: () => Promise.reject(new Error('no queue')) };

    await expect(dispatch([changed], broken)).rejects.toThrow('no queue');
  });
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
