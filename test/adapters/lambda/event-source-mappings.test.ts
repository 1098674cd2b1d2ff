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
import { beforeEach, describe, expect, it } from 'vitest';
import { EventSourceMappings } from '../../../adapters/lambda/event-source-mappings.ts';

const lambda = mockClient(LambdaClient);
const target = { org_id: 'demo', account_id: 'main', id: '33333333-3333-4333-8333-333333333333' };
const queueArn = `arn:aws:sqs:eu-central-1:1:tvl-channels-dev-${target.id}.fifo`;
const problem = { message: 'problem', $metadata: {} };

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

describe('setEnabled', () => {
  it.each([true, false])('turns a mapping to %s', async (enabled) => {
    lambda
      .on(UpdateEventSourceMappingCommand)
      .rejectsOnce(new ResourceInUseException(problem))
      .resolves({});

    await mappings.setEnabled('mapping-1', enabled);

    expect(lambda.commandCalls(UpdateEventSourceMappingCommand)[1]?.args[0].input).toEqual({
      UUID: 'mapping-1',
      Enabled: enabled,
    });
  });

  it('asks for patience while an earlier change is being applied', async () => {
    lambda.on(UpdateEventSourceMappingCommand).rejects(new ResourceInUseException(problem));

    await expect(mappings.setEnabled('mapping-1', true)).rejects.toMatchObject({
      name: 'ConflictError',
      slug: 'target-busy',
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

  it('is content when nothing is left', async () => {
    lambda.on(ListEventSourceMappingsCommand).resolves({});
    lambda.on(DeleteEventSourceMappingCommand).rejects(new ResourceNotFoundException(problem));

    await mappings.detach(target, 'mapping-1');
    await mappings.detach(target, null);

    expect(deleted()).toEqual(['mapping-1']);
  });

  it('says so when a mapping cannot be removed', async () => {
    lambda.on(ListEventSourceMappingsCommand).resolves({});
    lambda.on(DeleteEventSourceMappingCommand).rejects(new ResourceInUseException(problem));

    await expect(mappings.detach(target, 'mapping-1')).rejects.toThrow(ResourceInUseException);
  });
});
