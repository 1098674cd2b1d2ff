import type { DispatchPorts } from '../../domain/sync/dispatch.ts';
import { idAttributes } from './id-attributes.ts';
import { inSpan } from './spans.ts';

/** What the dispatcher does about a change, as a part of what wrote it. */
export const tracedChange: DispatchPorts['traced'] = (change, work) => {
  const { trace_id, span_id: parent_id } = change.kind === 'unit' ? change : change.job;
  const attributes = idAttributes(
    change.kind === 'unit' ? { ...change.tenant, unit_id: change.unit_id } : change.job,
  );

  return inSpan(
    { name: `dispatch ${change.kind}`, kind: 'consumer', attributes },
    (span) => work(span?.id),
    { trace_id, parent_id },
  );
};
