import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { toChange } from '../../../adapters/dynamodb/sync/stream-changes.ts';
import type { Change, Dispatched } from '../../../domain/sync/dispatch.ts';
import { createHandler } from '../../../lambdas/sync-dispatcher/handler.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');
const pk = 'TENANT#demo#main';
const listingSk = 'LISTING#44444444-4444-5444-8444-444444444444';
const asked = {
  pk,
  sk: listingSk,
  target_id: '33333333-3333-4333-8333-333333333333',
  dispatch: 'normal',
  request_id: '55555555-5555-4555-8555-555555555555',
};

let made = 0;
const record = (
  item: Record<string, unknown>,
  { before, age_ms = 0 }: { before?: object; age_ms?: number } = {},
): DynamoDBRecord => {
  made += 1;
  return {
    eventID: `event-${made}`,
    dynamodb: {
      SequenceNumber: String(made),
      ApproximateCreationDateTime: (now - age_ms) / 1000,
      NewImage: marshall(item) as never,
      ...(before && { OldImage: marshall(before) as never }),
    },
  };
};
const unit = (version: unknown, age_ms = 0) =>
  record({ pk, sk: 'UNIT#11111111-1111-4111-8111-111111111111', version }, { age_ms });

let fates: (change: Change) => Dispatched;
let aside: (string | undefined)[];
let isAsideDown: boolean;
let dispatched: Change[];
beforeEach(() => {
  fates = () => 'sent';
  aside = [];
  isAsideDown = false;
  dispatched = [];
});

const handler = createHandler({
  parse: toChange,
  dispatch: async (changes) => {
    dispatched.push(...changes);
    return changes.map((change) => fates(change));
  },
  setAside: async ({ eventID }) => {
    if (isAsideDown) throw new Error('no queue');
    aside.push(eventID);
  },
  report: () => undefined,
  clock: () => now,
});
const failuresOf = async (...records: DynamoDBRecord[]) => {
  const { batchItemFailures } = await handler({ Records: records });
  return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
};
const version = (change: Change) => (change.kind === 'unit' ? Number(change.state) : 0);

describe('invariant 7: nothing is lost', () => {
  it('a change that failed is tried again, and no other', async () => {
    fates = (change) => (version(change) === 2 ? 'failed' : 'sent');
    const records = [unit(1), unit(2), unit(3)];

    expect(await failuresOf(...records)).toEqual([records[1]?.dynamodb?.SequenceNumber]);
  });

  it.each([
    [59_000, 1],
    [61_000, 0],
  ])(
    'a job that its queue refuses is sent again for a minute, then the sweeper does (%i ms: %i)',
    async (age_ms, repeated) => {
      fates = () => 'noted';

      expect(await failuresOf(unit(1, age_ms))).toHaveLength(repeated);
    },
  );

  it('a record that cannot be understood is set aside, and its neighbours go on', async () => {
    const records = [unit(1), unit('two'), record({ ...asked, target_id: 'none' }), unit(3)];

    expect(await failuresOf(...records)).toEqual([]);

    expect(aside).toEqual([records[1]?.eventID, records[2]?.eventID]);
    expect(dispatched.map(version)).toEqual([1, 3]);
  });

  it('so is one of a row that cannot be written to; and it is tried again until it is set aside', async () => {
    fates = () => 'hopeless';
    isAsideDown = true;
    expect(await failuresOf(unit(1))).toHaveLength(1);

    isAsideDown = false;
    expect(await failuresOf(unit(1))).toEqual([]);
    expect(aside).toHaveLength(1);
  });
});

it('is a change of the unit when nights of its calendar are written, each month and each time another', async () => {
  const nights = (month: string, version: number) =>
    record({
      pk: `${pk}#UNIT#11111111-1111-4111-8111-111111111111`,
      ...{ sk: `MONTH#${month}`, version, trace_id: 'ab'.repeat(16) },
    });

  await failuresOf(nights('2026-12', 3), nights('2026-12', 4), nights('2027-01', 4));

  expect(dispatched.map((change) => 'state' in change && change.state)).toEqual([
    ...['2026-12:3', '2026-12:4', '2027-01:4'],
  ]);
  expect(dispatched[0]).toMatchObject({
    ...{ kind: 'unit', part: 'nights', tenant: { org_id: 'demo', account_id: 'main' } },
    ...{ unit_id: '11111111-1111-4111-8111-111111111111', trace_id: 'ab'.repeat(16) },
  });
});

describe('a listing', () => {
  it('asks for a job when a request is written to it', async () => {
    await failuresOf(record(asked), record({ ...asked, dispatch: 'priority' }, { before: asked }));

    expect(dispatched).toMatchObject([{ queue: 'normal' }, { queue: 'priority' }]);
  });

  it('asks for its job under the trace of the request, which comes as bytes in base64', async () => {
    const asking = record(asked);
    const trace_id = { B: Buffer.from('ab'.repeat(16), 'hex').toString('base64') };
    Object.assign(asking.dynamodb?.NewImage ?? {}, { trace_id });

    await failuresOf(asking);

    expect(dispatched).toMatchObject([{ job: { trace_id: 'ab'.repeat(16) } }]);
  });

  it('asks for none when it is written to while its request waits, or without one', async () => {
    const { dispatch: _, ...idle } = asked;

    await failuresOf(record({ ...asked, due_at: 'later' }, { before: asked }), record(idle));

    expect(dispatched).toEqual([]);
  });
});
