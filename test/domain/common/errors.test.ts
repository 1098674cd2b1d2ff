import { describe, expect, it } from 'vitest';
import { ChannelCallError } from '../../../domain/channel/channel.ts';
import {
  ConflictError,
  DeadlineError,
  NotFoundError,
  PermanentError,
  PreconditionFailedError,
  UnavailableError,
  UnprocessableError,
} from '../../../domain/common/errors.ts';
import { NotJsonError } from '../../../domain/common/payload-hash.ts';

const refused = {
  ...({ kind: 'refused', validation: false, http_status: 400 } as const),
  ...{ response_excerpt: null, error_message: null },
};

it.each([
  new PermanentError('x'),
  new DeadlineError('x'),
  new NotFoundError('x'),
  new ConflictError('slug', 'x'),
  new PreconditionFailedError('x'),
  new UnprocessableError('slug', 'x'),
  new UnavailableError('slug', 'x'),
  new NotJsonError('x'),
  new ChannelCallError(refused),
])(
  '$name is named in logs as in the sources, also where a bundler has renamed its class',
  (error) => {
    expect(error.name).toBe(error.constructor.name);
  },
);

describe('UnavailableError', () => {
  it.each([
    { ms: undefined, seconds: null },
    { ms: 0, seconds: 1 },
    { ms: 1, seconds: 1 },
    { ms: 1_000, seconds: 1 },
    { ms: 1_001, seconds: 2 },
    { ms: 90_000, seconds: 90 },
  ])(
    'that names $ms ms asks callers to come back after $seconds s, never too early',
    ({ ms, seconds }) => {
      const options = ms === undefined ? {} : { retry_after_ms: ms };

      expect(new UnavailableError('channel-busy', 'x', options).retry_after_seconds).toBe(seconds);
    },
  );
});
