import { describe, expect, it } from 'vitest';
import { type CallPurpose, targetGate } from '../../../domain/pacing/target-gate.ts';
import type { BlockReason } from '../../../domain/targets/target.ts';
import { aTarget } from '../../builders/target.ts';

const now = Date.parse('2026-11-27T10:00:00.000Z');
const later = '2026-11-27T10:05:00.000Z';

const blockedFor = (block_reason: BlockReason, blocked_until = later) =>
  aTarget({ block_reason, blocked_until });

describe('a target', () => {
  it.each<CallPurpose>(['update', 'read', 'check'])(
    'that works may be called for a %s',
    (purpose) => {
      expect(targetGate(aTarget(), { now, purpose })).toEqual({ kind: 'open' });
    },
  );

  it.each<[CallPurpose, BlockReason, 'wait' | 'open']>([
    ['update', 'rate_limited', 'wait'],
    ['update', 'unavailable', 'wait'],
    ['update', 'credentials_rejected', 'wait'],
    ['read', 'rate_limited', 'wait'],
    ['read', 'unavailable', 'wait'],
    ['read', 'credentials_rejected', 'wait'],
    ['check', 'rate_limited', 'wait'],
    ['check', 'unavailable', 'open'],
    ['check', 'credentials_rejected', 'open'],
  ])('asked for a %s while it is blocked as %s: %s', (purpose, reason, kind) => {
    const gate = targetGate(blockedFor(reason), { now, purpose });

    expect(gate).toEqual(
      kind === 'open' ? { kind } : { kind, until: Date.parse(later), why: reason },
    );
  });

  it('is silent until the very moment that was named', () => {
    const target = blockedFor('rate_limited');

    expect(targetGate(target, { now: Date.parse(later) - 1 }).kind).toBe('wait');
    expect(targetGate(target, { now: Date.parse(later) }).kind).toBe('open');
  });

  it('that is paused is not updated until somebody resumes it, and may still be looked at', () => {
    const paused = aTarget({ is_active: false });

    expect(targetGate(paused, { now })).toEqual({
      kind: 'wait',
      until: Number.POSITIVE_INFINITY,
      why: 'target-paused',
    });
    expect(targetGate(paused, { now, purpose: 'read' }).kind).toBe('open');
    expect(targetGate(paused, { now, purpose: 'check' }).kind).toBe('open');
  });

  it.each<CallPurpose>(['update', 'read', 'check'])(
    'that is deleted or unknown takes no %s',
    (purpose) => {
      const gone = { kind: 'closed', why: 'target-gone' };

      expect(targetGate(undefined, { now, purpose })).toEqual(gone);
      expect(targetGate(aTarget({ deleted_at: later }), { now, purpose })).toEqual(gone);
    },
  );
});
