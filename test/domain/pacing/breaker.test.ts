import { beforeEach, describe, expect, it } from 'vitest';
import { Breakers } from '../../../domain/pacing/breaker.ts';
import { anOutcome } from '../../fakes/replace-calls.ts';

const accepted = {
  ...{ kind: 'accepted' as const, external_listing_id: 'ext-1' },
  ...{ http_status: 200, response_excerpt: null, error_message: null },
};

let breakers: Breakers;
beforeEach(() => {
  breakers = new Breakers(() => 1_000_000);
});

const fail = (times: number) => {
  let until: number | undefined;
  for (let i = 0; i < times; i += 1) until = breakers.count('t', anOutcome('unclear'));
  return until;
};

describe('a breaker', () => {
  it('opens at the fifth unclear answer in a row, for longer each time', () => {
    expect(fail(4)).toBeUndefined();
    expect(fail(1)).toBe(1_015_000);
    expect(fail(5)).toBe(1_030_000);
  });

  it('begins anew after a clear answer, also with the length of its blocks', () => {
    fail(5);
    fail(4);

    breakers.count('t', accepted);

    expect(fail(4)).toBeUndefined();
    expect(fail(1)).toBe(1_015_000);
  });

  it('takes a 429 neither for a failure nor for the end of them', () => {
    fail(4);
    expect(breakers.count('t', anOutcome('rate_limited'))).toBeUndefined();
    expect(fail(1)).toBe(1_015_000);
  });

  it('counts each target by itself', () => {
    fail(4);
    expect(breakers.count('other', anOutcome('unclear'))).toBeUndefined();
    expect(fail(1)).toBe(1_015_000);
  });

  it('knows when a target has answered, unless it has been silent since', () => {
    breakers.answered('t');
    expect(breakers.answeredSince('t', 1_000_000)).toBe(true);
    expect(breakers.answeredSince('t', 1_000_001)).toBe(false);
    expect(breakers.answeredSince('other', 1_000_000)).toBe(false);

    fail(1);
    expect(breakers.answeredSince('t', 1_000_000)).toBe(false);
  });
});
