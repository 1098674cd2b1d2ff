import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { AwsCall } from '../../../../local/cloud/common/aws-call.ts';
import type { Mapping } from '../../../../local/cloud/lambda/mapping.ts';
import { Mappings } from '../../../../local/cloud/lambda/mappings.ts';

const path = '/2015-03-31/event-source-mappings/';
const EventSourceArn = 'arn:aws:sqs:us-east-1:000000000000:q';
let mappings: Mappings;
let polled: (() => Mapping) | undefined;
let stopped: boolean;

beforeEach(() => {
  vi.useFakeTimers();
  polled = undefined;
  stopped = false;
  mappings = new Mappings({
    resources: { ofType: () => [] } as never,
    functions: { definition: () => ({ timeoutMs: 1_000 }) } as never,
    queues: new Map([['q', {}]]),
    tables: [],
    allows: () => true,
    file: undefined,
    transitionSeconds: 2,
    startPoller: (mapping) => {
      polled = mapping;
      return {
        changed: () => undefined,
        stop: () => {
          stopped = true;
        },
      };
    },
  });
});
afterEach(() => vi.useRealTimers());

// biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests look at
function call(action: string, id = '', input: object = {}): any {
  const body = Buffer.from(JSON.stringify(input));
  const query = new URLSearchParams();
  const { body: answer } = mappings.handle({ action, path: path + id, body, query } as AwsCall);
  return JSON.parse(String(answer));
}
const stateOf = (id: string) => call('GetEventSourceMapping', id).State;
const pass = () => vi.advanceTimersByTime(2_100);
const inUse = expect.objectContaining({ code: 'ResourceInUseException' });
const refusal = (action: string, id: string, input?: object) => {
  try {
    call(action, id, input);
  } catch (error) {
    return error;
  }
  return undefined;
};

it('drains nothing until it is made, and is not changed before', () => {
  const { UUID, State } = call('CreateEventSourceMapping', '', {
    EventSourceArn,
    FunctionName: 'f',
  });

  expect([State, stateOf(UUID), polled]).toEqual(['Creating', 'Creating', undefined]);
  expect(refusal('UpdateEventSourceMapping', UUID, { Enabled: false })).toEqual(inUse);
  expect(refusal('DeleteEventSourceMapping', UUID)).toEqual(inUse);

  pass();
  expect([stateOf(UUID), polled?.().Enabled]).toEqual(['Enabled', true]);
});

it('goes on while it is being switched off, and takes no other change meanwhile', () => {
  const { UUID } = call('CreateEventSourceMapping', '', { EventSourceArn, FunctionName: 'f' });
  pass();

  expect(call('UpdateEventSourceMapping', UUID, { Enabled: false }).State).toBe('Disabling');
  expect([stateOf(UUID), polled?.().Enabled]).toEqual(['Disabling', true]);
  expect(refusal('UpdateEventSourceMapping', UUID, { Enabled: true })).toEqual(inUse);

  pass();
  expect([stateOf(UUID), polled?.().Enabled]).toEqual(['Disabled', false]);
  expect(call('UpdateEventSourceMapping', UUID, { Enabled: true }).State).toBe('Enabling');
});

it('is there until it is removed', () => {
  const { UUID } = call('CreateEventSourceMapping', '', { EventSourceArn, FunctionName: 'f' });
  pass();

  call('DeleteEventSourceMapping', UUID);
  expect([stateOf(UUID), stopped]).toEqual(['Deleting', false]);

  pass();
  expect(stopped).toBe(true);
  expect(() => stateOf(UUID)).toThrow('does not exist');
});
