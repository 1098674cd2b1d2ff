import { randomBytes } from 'node:crypto';

/**
 * An X-Ray trace header as Lambda gives it to an invocation.
 *
 * @param upstream header of the caller, whose root is kept.
 */
export function newTraceHeader(upstream = ''): string {
  const epoch = Math.floor(Date.now() / 1000).toString(16);
  const root = /Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/.exec(upstream)?.[1];
  const own = `1-${epoch}-${randomBytes(12).toString('hex')}`;
  return `Root=${root ?? own};Parent=${randomBytes(8).toString('hex')};Sampled=1`;
}
