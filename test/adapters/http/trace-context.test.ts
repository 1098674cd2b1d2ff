import { describe, expect, it } from 'vitest';
import { readTraceContext } from '../../../adapters/http/trace-context.ts';

const id = '4bf92f3577b34da6a3ce929d0e0e4736';
const span = '00f067aa0ba902b7';
const zeros = '0'.repeat(32);

describe('readTraceContext', () => {
  it.each([
    { name: 'version 00', traceparent: `00-${id}-${span}-01` },
    { name: 'not sampled', traceparent: `00-${id}-${span}-00` },
    {
      name: 'a later version with more fields',
      traceparent: `cc-${id}-${span}-01-what-the-future-holds`,
    },
  ])('takes traceparent: $name', ({ traceparent }) => {
    expect(readTraceContext({ traceparent })).toEqual({ trace_id: id, parent_id: span });
  });

  it.each([
    { name: 'empty', traceparent: '' },
    { name: 'zero trace id', traceparent: `00-${zeros}-${span}-01` },
    { name: 'zero span id', traceparent: `00-${id}-0000000000000000-01` },
    { name: 'version ff', traceparent: `ff-${id}-${span}-01` },
    { name: 'capitals', traceparent: `00-${id.toUpperCase()}-${span}-01` },
    { name: 'version 00 with a fifth field', traceparent: `00-${id}-${span}-01-x` },
    { name: 'too short', traceparent: `00-${id.slice(1)}-${span}-01` },
    { name: 'surrounded', traceparent: ` 00-${id}-${span}-01` },
  ])('begins a trace of its own at a traceparent that is $name', ({ traceparent }) => {
    const { trace_id, parent_id } = readTraceContext({ traceparent });

    expect(trace_id).toMatch(/^[0-9a-f]{32}$/);
    expect([id, zeros]).not.toContain(trace_id);
    expect(parent_id).toBeUndefined();
  });

  it('takes the X-Ray trace where there is no other', () => {
    const header = {
      'x-amzn-trace-id': `Root=1-${id.slice(0, 8)}-${id.slice(8)};Parent=${span};Sampled=1`,
    };

    expect(readTraceContext(header)).toEqual({ trace_id: id, parent_id: undefined });
    expect(readTraceContext({ ...header, traceparent: 'nonsense' }).trace_id).toBe(id);
    expect(readTraceContext({ 'x-amzn-trace-id': 'Root=1-zz-zz' }).trace_id).toMatch(
      /^[0-9a-f]{32}$/,
    );
  });
});
