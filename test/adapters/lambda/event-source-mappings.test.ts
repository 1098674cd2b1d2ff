import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  InvalidParameterValueException,
  LambdaClient,
  ListEventSourceMappingsCommand,
  ResourceConflictException,
  ResourceInUseException,
  ResourceNotFoundException,
  UpdateEventSourceMappingCommand,
} from '@aws-sdk/client-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { EventSourceMappings } from '../../../adapters/lambda/event-source-mappings.ts';

const lambda = mockClient(LambdaClient);
const target = { org_id: 'demo', account_id: 'main', id: '33333333-3333-4333-8333-333333333333' };
const queueArn = `arn:aws:sqs:eu-central-1:1:tvl-channels-dev-${target.id}.fifo`;
const problem = { message: 'problem', $metadata: {} };
const accessDenied = Object.assign(new Error('not allowed'), { name: 'AccessDeniedException' });

let slept: number[];
const mappings = new EventSourceMappings(
  {
    queue_arn_prefix: 'arn:aws:sqs:eu-central-1:1:tvl-channels-dev-',
    worker_functions: ['worker-0', 'worker-1'],
  },
  async (ms) => {
    slept.push(ms);
  },
);
const deleted = () =>
  lambda.commandCalls(DeleteEventSourceMappingCommand).map(({ args }) => args[0].input.UUID);

beforeEach(() => {
  lambda.reset();
  slept = [];
});
afterAll(() => lambda.restore());

describe('attach', () => {
  it('makes the worker of the shard drain the queue, batch by batch and two at once', async () => {
    lambda.on(CreateEventSourceMappingCommand).resolves({ UUID: 'mapping-1' });

    expect(await mappings.attach(target, 1)).toBe('mapping-1');

    expect(lambda.commandCalls(CreateEventSourceMappingCommand)[0]?.args[0].input).toEqual({
      EventSourceArn: queueArn,
      FunctionName: 'worker-1',
      BatchSize: 10,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
      Enabled: true,
    });
  });

  it.each([new InvalidParameterValueException(problem), new ResourceNotFoundException(problem)])(
    'waits for a queue that is not known everywhere yet ($name)',
    async (error) => {
      lambda
        .on(CreateEventSourceMappingCommand)
        .rejectsOnce(error)
        .rejectsOnce(error)
        .resolves({ UUID: 'mapping-1' });

      expect(await mappings.attach(target, 0)).toBe('mapping-1');
      expect(slept).toEqual([200, 400]);
    },
  );

  it('does not wait for ever', async () => {
    lambda.on(CreateEventSourceMappingCommand).rejects(new InvalidParameterValueException(problem));

    await expect(mappings.attach(target, 0)).rejects.toThrow(InvalidParameterValueException);
    expect(lambda.commandCalls(CreateEventSourceMappingCommand)).toHaveLength(6);
    expect(slept.reduce((sum, ms) => sum + ms)).toBeLessThan(7_000);
  });

  it('finds the mapping that a lost answer has made', async () => {
    lambda.on(CreateEventSourceMappingCommand).rejects(new ResourceConflictException(problem));
    lambda
      .on(ListEventSourceMappingsCommand, { EventSourceArn: queueArn })
      .resolves({ EventSourceMappings: [{ UUID: 'mapping-1', State: 'Enabled' }] });

    expect(await mappings.attach(target, 0)).toBe('mapping-1');
  });

  it('knows no worker beyond the last shard', async () => {
    await expect(mappings.attach(target, 2)).rejects.toThrow('no worker shard 2');
  });
});

describe('all', () => {
  it('knows by target which queue is drained, or about to be', async () => {
    const of = (UUID: string, State: string, queue: string) => ({
      UUID,
      State,
      EventSourceArn: `arn:aws:sqs:eu-central-1:1:${queue}`,
    });
    const named = (id: string) => `tvl-channels-dev-${id}.fifo`;
    lambda
      .on(ListEventSourceMappingsCommand, { FunctionName: 'worker-0' })
      .resolvesOnce({
        EventSourceMappings: [of('m-1', 'Enabled', named('a')), of('m-2', 'Disabled', named('b'))],
        NextMarker: 'more',
      })
      .resolvesOnce({ EventSourceMappings: [of('m-3', 'Creating', named('c'))] });
    lambda.on(ListEventSourceMappingsCommand, { FunctionName: 'worker-1' }).resolves({
      EventSourceMappings: [of('m-4', 'Disabling', named('d')), of('m-5', 'Enabled', 'other')],
    });

    expect([...(await mappings.all())]).toEqual([
      ['a', { id: 'm-1', draining: true }],
      ['b', { id: 'm-2', draining: false }],
      ['c', { id: 'm-3', draining: true }],
      ['d', { id: 'm-4', draining: false }],
    ]);
  });
});

describe('enable', () => {
  it('waits while an earlier change is being applied', async () => {
    lambda
      .on(UpdateEventSourceMappingCommand)
      .rejectsOnce(new ResourceInUseException(problem))
      .resolves({});

    await mappings.enable('mapping-1');

    expect(lambda.commandCalls(UpdateEventSourceMappingCommand)[1]?.args[0].input).toEqual({
      UUID: 'mapping-1',
      Enabled: true,
    });
  });
});

describe('detach', () => {
  it('removes what it knows of and what it finds, once each', async () => {
    lambda.on(ListEventSourceMappingsCommand).resolves({
      EventSourceMappings: [
        { UUID: 'mapping-1', State: 'Enabled' },
        { UUID: 'mapping-2', State: 'Creating' },
        { UUID: 'mapping-3', State: 'Deleting' },
      ],
    });
    lambda
      .on(DeleteEventSourceMappingCommand)
      .rejectsOnce(new ResourceInUseException(problem))
      .resolves({});

    await mappings.detach(target, 'mapping-1');

    expect(deleted()).toEqual(['mapping-1', 'mapping-1', 'mapping-2']);
  });

  it.each([{ error: new ResourceNotFoundException(problem) }, { error: accessDenied }])(
    'is content when nothing is left ($error.name)',
    async ({ error }) => {
      lambda.on(ListEventSourceMappingsCommand).resolves({});
      lambda.on(DeleteEventSourceMappingCommand).rejects(error);

      await mappings.detach(target, 'mapping-1');
      await mappings.detach(target, null);

      expect(deleted()).toEqual(['mapping-1']);
    },
  );

  it('says so when it may not remove what is there', async () => {
    const EventSourceMappings = [{ UUID: 'mapping-1', State: 'Enabled' }];
    lambda.on(ListEventSourceMappingsCommand).resolves({ EventSourceMappings });
    lambda.on(DeleteEventSourceMappingCommand).rejects(accessDenied);

    await expect(mappings.detach(target, 'mapping-1')).rejects.toThrow(accessDenied);
  });

  it('says so when a mapping cannot be removed', async () => {
    lambda.on(ListEventSourceMappingsCommand).resolves({});
    lambda.on(DeleteEventSourceMappingCommand).rejects(new ResourceInUseException(problem));

    await expect(mappings.detach(target, 'mapping-1')).rejects.toThrow(ResourceInUseException);
  });
});
