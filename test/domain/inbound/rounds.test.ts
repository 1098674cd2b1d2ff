import { describe, expect, it } from 'vitest';
import type { InboundJob } from '../../../domain/inbound/inbound-job.ts';
import { type RoundDeps, startRounds } from '../../../domain/inbound/rounds.ts';
import { aFeed } from '../../builders/inbound-feed.ts';
import { uuidOf } from '../../builders/uuid-of.ts';

const now = Date.parse('2026-06-01T12:00:00.000Z');

function aRound(over: Partial<RoundDeps> = {}) {
  const sent: { job: InboundJob; deduplication_id: string }[] = [];
  const asked: string[] = [];
  const reports: string[] = [];
  const deps: RoundDeps = {
    feeds: {
      all: async function* () {
        for (let n = 0; n < 250; n += 1) yield aFeed({ target_id: uuidOf(n), enabled: n !== 7 });
      },
    },
    pending: {
      before: async (at) => {
        asked.push(at);
        const { org_id, account_id, target_id } = aFeed();
        const job = { kind: 'event' as const, org_id, account_id, target_id };
        return [{ ...job, row_id: uuidOf(1), external_reservation_id: '33', trace_id: 'a' }];
      },
    },
    queue: {
      send: async (jobs) => {
        sent.push(...jobs);
        return [];
      },
    },
    report: (event) => void reports.push(event),
    clock: () => now,
    ...over,
  };
  return { sent, asked, reports, deps };
}

describe('a round', () => {
  it('has every feed looked at that is on, and brings back rows that are old', async () => {
    const { sent, asked, deps } = aRound();

    expect(await startRounds(deps)).toEqual({ feeds: 249, brought_back: 1, failed: 0 });

    expect(asked).toEqual(['2026-06-01T11:40:00.000Z']);
    expect(sent.filter(({ job }) => job.kind === 'catch_up')).toHaveLength(249);
    expect(sent.map(({ job }) => job.target_id)).not.toContain(uuidOf(7));
    expect(new Set(sent.map(({ deduplication_id: id }) => id)).size).toBe(250);
  });

  it('that is started twice sends the same jobs', async () => {
    const [one, other] = [aRound(), aRound({ clock: () => now + 500 })];
    await startRounds(one.deps);
    await startRounds(other.deps);
    const idsOf = ({ sent }: typeof one) => sent.map(({ deduplication_id: id }) => id);

    expect(idsOf(one)).toEqual(idsOf(other));
  });

  it('reports what could not be sent', async () => {
    const { deps, reports } = aRound({
      queue: { send: async (jobs) => jobs.map(({ job }) => job) },
    });

    expect((await startRounds(deps)).failed).toBe(250);
    expect(reports).toEqual(['inbound-jobs-not-sent']);
  });
});
