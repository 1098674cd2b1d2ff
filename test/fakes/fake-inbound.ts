import type { InboundAudit } from '../../domain/inbound/inbound-audit.ts';
import type { InboundFeed, InboundFeedStore } from '../../domain/inbound/inbound-feed.ts';
import type { EventJob } from '../../domain/inbound/inbound-job.ts';
import type { Closing, InboundLog, SeenEvent } from '../../domain/inbound/inbound-log.ts';

/** The inbound audit in memory; `jobs`: what its stream would bring to the queue. */
export class FakeInboundLog implements InboundLog {
  readonly rows = new Map<string, InboundAudit>();
  readonly jobs: EventJob[] = [];
  readonly #seen = new Map<string, SeenEvent>();

  async add(row: InboundAudit, { hasJob }: { hasJob: boolean }) {
    this.rows.set(row.id, row);
    if (hasJob) this.jobs.push(jobOf(row));
  }

  async get(_: unknown, id: string) {
    return this.rows.get(id);
  }

  async seen({
    target_id,
    external_event_id,
  }: Pick<InboundAudit, 'target_id' | 'external_event_id'>) {
    return this.#seen.get(`${target_id} ${external_event_id}`);
  }

  async close(row: InboundAudit, closing: Closing, processed_at: string) {
    const { target_id, external_event_id, payload_hash } = row;
    if (this.rows.get(row.id)?.processing_status !== 'pending') return;
    this.rows.set(row.id, { ...row, ...closing, processed_at });
    if (closing.processing_status === 'success' || closing.processing_status === 'ignored')
      this.#seen.set(`${target_id} ${external_event_id}`, { row_id: row.id, payload_hash });
  }

  /** Of all rows that are still pending. */
  pending(): EventJob[] {
    return [...this.rows.values()]
      .filter(({ processing_status }) => processing_status === 'pending')
      .map(jobOf);
  }
}

function jobOf({ id: row_id, trace_id, ...row }: InboundAudit): EventJob {
  const { org_id, account_id, target_id, external_reservation_id } = row;
  return {
    ...{ kind: 'event', org_id, account_id, target_id, row_id, external_reservation_id },
    trace_id: trace_id.replaceAll('-', ''),
  };
}

/** Feeds in memory. */
export class FakeFeeds implements InboundFeedStore {
  readonly all = new Map<string, InboundFeed>();

  async find(targetId: string) {
    return this.all.get(targetId);
  }

  async update(read: InboundFeed, changes: Partial<InboundFeed>) {
    const current = this.all.get(read.target_id);
    if ((current?.version ?? 0) !== read.version) return undefined;
    const feed = { ...(current ?? read), ...changes, version: read.version + 1 };
    this.all.set(read.target_id, feed);
    return feed;
  }

  async remove({ target_id }: InboundFeed) {
    this.all.delete(target_id);
  }

  async noteEvent(targetId: string, at: string) {
    const feed = this.all.get(targetId);
    if (feed !== undefined) this.all.set(targetId, { ...feed, last_event_at: at });
  }
}
