import { appendFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Fauxqs, startFauxqs } from '../../../../local/cloud/sqs/fauxqs.ts';
import type { QueueService } from '../../../../local/cloud/sqs/queue-service.ts';
import { openQueues } from '../../../../local/cloud/sqs/queues.ts';
import { receiveResult } from '../../../../local/cloud/sqs/sqs-shapes.ts';
import { queueUrl } from '../../../../local/cloud/template/place.ts';
import { loadResources } from '../../../../local/cloud/template/resources.ts';
import { writeAssembly } from '../fixture/assembly.ts';
import { until } from '../fixture/until.ts';

const fifo = { FifoQueue: true, VisibilityTimeout: 30 };
const assembly = writeAssembly({
  app: {
    Resources: {
      Dead: { Type: 'AWS::SQS::Queue', Properties: { ...fifo, QueueName: 'dead.fifo' } },
      Jobs: {
        Type: 'AWS::SQS::Queue',
        Properties: {
          ...fifo,
          QueueName: 'jobs.fifo',
          DeduplicationScope: 'messageGroup',
          RedrivePolicy: {
            deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] },
            maxReceiveCount: 2,
          },
        },
      },
      Plain: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'plain' } },
    },
  },
});

let journalFile: string;
let fauxqs: Fauxqs;
let service: QueueService;

const open = async () => {
  fauxqs = await startFauxqs();
  const resources = await loadResources(assembly, '');
  service = await openQueues({ fauxqs, resources, journalFile });
};
/** As after the end of the process: nothing is told to the old service. */
const restart = async () => {
  await open();
};
const send = (body: string, group = 'g', over: Record<string, unknown> = {}) =>
  service.call('SendMessage', {
    QueueUrl: queueUrl('jobs.fifo'),
    MessageBody: body,
    MessageGroupId: group,
    MessageDeduplicationId: `${body}-id`,
    ...over,
  });
const receive = async (queue = 'jobs.fifo', MaxNumberOfMessages = 10, over = {}) => {
  const answer = await service.call('ReceiveMessage', {
    QueueUrl: queueUrl(queue),
    MaxNumberOfMessages,
    MessageSystemAttributeNames: ['All'],
    ...over,
  });
  return receiveResult.parse(answer).Messages;
};
const taken = async (queue?: string) =>
  new Map((await receive(queue)).map((message) => [message.Body, message.ReceiptHandle]));
const bodies = async (queue?: string) => (await receive(queue)).map(({ Body }) => Body);
const settle = (action: string, ReceiptHandle: string | undefined, over = {}) =>
  service.call(action, { QueueUrl: queueUrl('jobs.fifo'), ReceiptHandle, ...over });

beforeEach(async () => {
  journalFile = join(mkdtempSync(join(tmpdir(), 'queues-')), 'queues.jsonl');
  await open();
});
afterEach(async () => {
  service.stop();
  await fauxqs.stop();
});

describe('a FIFO queue', () => {
  it('gives as many messages of a group as fit, in order, and then of the next', async () => {
    for (const body of ['a1', 'b1', 'a2', 'a3', 'b2']) await send(body, body.slice(0, 1));

    expect(await bodies()).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
  });

  it('gives no more than asked for', async () => {
    for (const body of ['a1', 'a2', 'a3']) await send(body);
    await send('b1', 'other');

    expect((await receive('jobs.fifo', 2)).map(({ Body }) => Body)).toEqual(['a1', 'a2']);
    expect(await bodies()).toEqual(['b1']);
  });

  it('withholds a group while any of its messages is in flight, and no other', async () => {
    await send('a1');
    await send('a2');
    const first = await taken();
    await send('a3');
    await send('b1', 'other');

    expect(await bodies()).toEqual(['b1']);
    await settle('DeleteMessage', first.get('a1'));
    expect(await bodies()).toEqual([]);
    await settle('DeleteMessage', first.get('a2'));
    expect(await bodies()).toEqual(['a3']);
  });

  it.each([
    ['one after the other', ['a2', 'a3']],
    ['in any order', ['a3', 'a2']],
  ])('gives what was not deleted again in its old order, given back %s', async (_, back) => {
    for (const body of ['a1', 'a2', 'a3']) await send(body);
    const first = await taken();
    await send('a4');
    await settle('DeleteMessage', first.get('a1'));
    for (const body of back) {
      await settle('ChangeMessageVisibility', first.get(body), { VisibilityTimeout: 0 });
    }

    expect(await bodies()).toEqual(['a2', 'a3', 'a4']);
  });

  it('gives what was not deleted again in its old order when visibilities end together', async () => {
    for (const body of ['a1', 'a2', 'a3']) await send(body);
    const first = await taken();
    await send('a4');
    await settle('DeleteMessage', first.get('a1'));
    for (const body of ['a2', 'a3']) {
      await settle('ChangeMessageVisibility', first.get(body), { VisibilityTimeout: 1 });
    }
    let again: string[] = [];
    await until(async () => {
      again = await bodies();
      return again.length > 0;
    });

    expect(again).toEqual(['a2', 'a3', 'a4']);
  });

  it('gives a message once in an answer, also when it becomes visible at once', async () => {
    for (const body of ['a1', 'a2']) await send(body);
    const peek = { VisibilityTimeout: 0 };

    expect((await receive('jobs.fifo', 10, peek)).map(({ Body }) => Body)).toEqual(['a1', 'a2']);
    expect(await bodies()).toEqual(['a1', 'a2']);
  });

  it('gives a message back first in its group when its visibility ends', async () => {
    let arrivals = 0;
    await send('a1');
    const [first] = await receive();
    await send('a2');
    service.onArrival('jobs.fifo', () => {
      arrivals += 1;
    });
    await settle('ChangeMessageVisibility', first?.ReceiptHandle, { VisibilityTimeout: 1 });
    expect(await bodies()).toEqual([]);

    await until(() => arrivals === 1);

    const [again] = await receive();
    expect(again?.Body).toBe('a1');
    expect(again?.Attributes.ApproximateReceiveCount).toBe('2');
  });

  it('takes an id once per group, and shows it unchanged', async () => {
    await send('x', 'g1', { MessageDeduplicationId: 'same' });
    await send('y', 'g1', { MessageDeduplicationId: 'same' });
    await send('z', 'g2', { MessageDeduplicationId: 'same' });

    const messages = await receive();

    expect(messages.map(({ Body }) => Body)).toEqual(['x', 'z']);
    expect(messages.map(({ Attributes }) => Attributes.MessageDeduplicationId)).toEqual([
      'same',
      'same',
    ]);
  });

  it('hands a message over to the dead letters after its deliveries', async () => {
    await send('poison');
    for (let delivery = 0; delivery < 2; delivery += 1) {
      const [message] = await receive();
      await settle('ChangeMessageVisibility', message?.ReceiptHandle, { VisibilityTimeout: 0 });
    }

    expect(await bodies()).toEqual([]);
    expect(await bodies('dead.fifo')).toEqual(['poison']);
  });

  it('hands the messages of a group over in order, behind dead letters from before', async () => {
    for (const body of ['a1', 'a2', 'a3']) await send(body);
    const dead = { QueueUrl: queueUrl('dead.fifo') };
    for (const body of ['d1', 'd2']) await send(body, 'g', dead);
    for (let delivery = 0; delivery < 2; delivery += 1) {
      for (const handle of (await taken()).values()) {
        await settle('ChangeMessageVisibility', handle, { VisibilityTimeout: 0 });
      }
    }
    expect(await bodies()).toEqual([]);

    expect(await bodies('dead.fifo')).toEqual(['d1', 'd2', 'a1', 'a2', 'a3']);
  });

  it('refuses a visibility that is no whole number of seconds', async () => {
    await send('a');
    const [message] = await receive();

    await expect(
      settle('ChangeMessageVisibility', message?.ReceiptHandle, { VisibilityTimeout: 0.5 }),
    ).rejects.toMatchObject({ code: 'SerializationException' });
  });

  it('cannot be made anew right after it was deleted', async () => {
    const queue = { QueueName: 'short.fifo', Attributes: { FifoQueue: 'true' } };
    await service.call('CreateQueue', queue);
    await service.call('DeleteQueue', { QueueUrl: queueUrl('short.fifo') });

    await expect(service.call('CreateQueue', queue)).rejects.toMatchObject({
      code: 'QueueDeletedRecently',
    });
  });
});

describe('after a restart', () => {
  it('undeleted messages are there, in order and with their groups', async () => {
    for (const body of ['a1', 'a2', 'a3']) await send(body);
    await send('b1', 'b');
    await settle('DeleteMessage', (await taken()).get('a2'));

    await restart();

    expect(await bodies()).toEqual(['a1', 'a3', 'b1']);
    expect(await bodies()).toEqual([]);
  });

  it('a message that was in flight is delivered again at once', async () => {
    await send('a1');
    await receive();

    await restart();

    expect(await bodies()).toEqual(['a1']);
  });

  it('a message out of deliveries is among the dead letters', async () => {
    await send('poison');
    const [message] = await receive();
    await settle('ChangeMessageVisibility', message?.ReceiptHandle, { VisibilityTimeout: 0 });
    await receive();

    await restart();

    expect(await bodies()).toEqual([]);
    expect(await bodies('dead.fifo')).toEqual(['poison']);
  });

  it('queues made at run time exist, and deleted ones do not', async () => {
    const Attributes = { FifoQueue: 'true', VisibilityTimeout: '77' };
    await service.call('CreateQueue', { QueueName: 'made.fifo', Attributes });
    await service.call('CreateQueue', { QueueName: 'gone.fifo', Attributes });
    await service.call('DeleteQueue', { QueueUrl: queueUrl('gone.fifo') });

    await restart();

    expect([...service.queues.keys()].toSorted()).toEqual([
      ...['dead.fifo', 'jobs.fifo', 'made.fifo', 'plain'],
    ]);
    expect(service.queues.get('made.fifo')).toMatchObject(Attributes);
  });

  it('messages with the same id, sent long after each other, are both there', async () => {
    const id = { MessageDeduplicationId: 'same' };
    await send('first', 'g', id);
    await restart();
    // The window of five minutes is over.
    await restart();
    appendFileSync(
      journalFile,
      `${JSON.stringify({ op: 'send', queue: 'jobs.fifo', id: 'm2', body: 'second', group: 'g', deduplication: 'same' })}\n`,
    );
    await restart();

    expect(await bodies()).toEqual(['first', 'second']);
  });

  it('a line torn by a crash harms nothing', async () => {
    await send('whole');
    appendFileSync(journalFile, '{"op":"send","queue":"jobs.f');

    await restart();

    expect(await bodies()).toEqual(['whole']);
  });

  it('a delayed message of a standard queue waits for the rest of its delay', async () => {
    await service.call('SendMessage', {
      ...{ QueueUrl: queueUrl('plain'), MessageBody: 'later', DelaySeconds: 900 },
    });
    await restart();

    expect(await bodies('plain')).toEqual([]);
    const { Attributes } = (await service.call('GetQueueAttributes', {
      QueueUrl: queueUrl('plain'),
      AttributeNames: ['ApproximateNumberOfMessagesDelayed'],
    })) as { Attributes: Record<string, string> };
    expect(Attributes.ApproximateNumberOfMessagesDelayed).toBe('1');
  });
});
