import { expect, it } from 'vitest';
import { newTraceId, traceIdToUuid, traceparent } from '../../../domain/common/trace.ts';

it('makes a new id for each request', () => {
  const ids = Array.from({ length: 20 }, newTraceId);

  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(ids).size).toBe(ids.length);
});

it('is written as a UUID of the same digits', () => {
  expect(traceIdToUuid('0123456789abcdef0123456789abcdef')).toBe(
    '01234567-89ab-cdef-0123-456789abcdef',
  );
});

it('goes to the channel in the form of W3C Trace Context, each call a span of its own', () => {
  const id = '0123456789abcdef0123456789abcdef';

  expect(traceparent(id)).toMatch(new RegExp(`^00-${id}-[0-9a-f]{16}-01$`));
  expect(traceparent(id)).not.toBe(traceparent(id));
});
