import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toTimestamp } from '../../../domain/common/time.ts';
import { addBlock, currentBlock } from '../../../domain/pacing/target-block.ts';
import type { BlockReason } from '../../../domain/targets/target.ts';

const now = Date.parse('2026-03-01T09:00:00.000Z');
const at = (seconds: number) => now + seconds * 1000;
const blocked = (reason: BlockReason, seconds: number) => ({
  block_reason: reason,
  blocked_until: toTimestamp(at(seconds)),
});
const free = { block_reason: null, blocked_until: null };
const message = 'said the channel';

describe('addBlock', () => {
  it.each([
    { reason: 'rate_limited', health: 'degraded' },
    { reason: 'unavailable', health: 'offline' },
    { reason: 'credentials_rejected', health: 'offline' },
  ] as const)('silences a free target: $reason makes it $health', ({ reason, health }) => {
    expect(addBlock(free, { reason, until: at(60), message }, now)).toEqual({
      ...blocked(reason, 60),
      health_status: health,
      health_message: message,
    });
  });

  it('prolongs, and does not shorten, a block of the same reason', () => {
    const current = blocked('rate_limited', 60);
    const block = (seconds: number) => ({
      reason: 'rate_limited' as const,
      until: at(seconds),
      message,
    });

    expect(addBlock(current, block(90), now)).toMatchObject(blocked('rate_limited', 90));
    expect(addBlock(current, block(60), now)).toBeUndefined();
    expect(addBlock(current, block(30), now)).toBeUndefined();
  });

  it('takes over a worse reason and keeps the longer silence', () => {
    const block = { reason: 'credentials_rejected' as const, until: at(10), message };

    expect(addBlock(blocked('rate_limited', 60), block, now)).toMatchObject({
      ...blocked('credentials_rejected', 60),
      health_status: 'offline',
    });
  });

  it('prolongs a worse block by a milder one without hiding the reason', () => {
    const block = { reason: 'rate_limited' as const, until: at(90), message };

    expect(addBlock(blocked('unavailable', 60), block, now)).toEqual(blocked('unavailable', 90));
  });

  it('begins anew after a block that has run out', () => {
    const block = { reason: 'rate_limited' as const, until: at(5), message };

    expect(addBlock(blocked('credentials_rejected', 0), block, now)).toMatchObject(
      blocked('rate_limited', 5),
    );
  });

  it('never ends a silence earlier, whatever comes in whatever order', () => {
    const reason = fc.constantFrom<BlockReason>(
      'rate_limited',
      'unavailable',
      'credentials_rejected',
    );
    const block = fc.record({ reason, until: fc.integer({ min: at(-60), max: at(600) }) });
    fc.assert(
      fc.property(fc.array(block, { maxLength: 8 }), (blocks) => {
        let target: Parameters<typeof addBlock>[0] = free;
        let latest = 0;
        for (const one of blocks) {
          target = { ...target, ...addBlock(target, { ...one, message }, now) };
          latest = Math.max(latest, one.until);
          const silence = currentBlock(target, now)?.until ?? 0;
          expect(silence).toBe(latest > now ? latest : 0);
        }
      }),
    );
  });
});
