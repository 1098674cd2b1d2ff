import type { DomainEvent } from '../../domain/common/domain-event.ts';
import { toTimestamp } from '../../domain/common/time.ts';
import { newTraceId } from '../../domain/common/trace.ts';
import type { CatchUpDeps } from '../../domain/inbound/catch-up.ts';
import type { InboundFate, InboundJob, InboundMessage } from '../../domain/inbound/inbound-job.ts';
import { workOffInbound } from '../../domain/inbound/work-off-inbound.ts';
import type { StoredTarget } from '../../domain/targets/target.ts';
import { aFeed } from '../builders/inbound-feed.ts';
import { anInboundRow } from '../builders/inbound-row.ts';
import { aTarget } from '../builders/target.ts';
import { uuidOf } from '../builders/uuid-of.ts';
import { FakeBookings } from './fake-bookings.ts';
import { FakeCalendars } from './fake-calendars.ts';
import { FakeChannel } from './fake-channel.ts';
import { FakeFeeds, FakeInboundLog } from './fake-inbound.ts';
import { TargetWorld } from './target-world.ts';

/** A target whose bookings come in, its channel, and all that they come to; in memory. */
export class InboundWorld {
  readonly targets = new TargetWorld();
  readonly target: StoredTarget;
  readonly channel = new FakeChannel();
  readonly log = new FakeInboundLog();
  readonly feeds = new FakeFeeds();
  readonly bookings = new FakeBookings();
  readonly calendars = new FakeCalendars();
  readonly events: DomainEvent[] = [];
  /** The channel's listings that are linked, each to a unit of its own. */
  readonly linked = new Set(['40199']);
  /** Called before each request to a store; may throw, as if the function had died. */
  step: () => Promise<void> = async () => {};

  constructor(target: Partial<StoredTarget> = {}) {
    this.targets.now = Date.parse('2026-06-01T12:00:00.000Z');
    this.target = aTarget(target);
    this.targets.add(this.target);
    const feed = aFeed({ subscription_id: '7' });
    this.feeds.all.set(this.target.id, feed);
    const { webhook_url: url } = feed;
    this.channel.bookings.subscriptions.set('7', {
      ...{ id: '7', url: url ?? '', is_enabled: true, login: '', password: '' },
    });
  }

  get reservations() {
    return this.channel.bookings;
  }

  get now(): number {
    return this.targets.now;
  }

  unitOf(listing: string): string {
    return uuidOf(Number(listing));
  }

  deps(): CatchUpDeps {
    const stepped = <T extends object>(store: T): T =>
      new Proxy(store, {
        get: (of, name) => {
          const value = Reflect.get(of, name);
          if (typeof value !== 'function') return value;
          return async (...args: unknown[]) => {
            await this.step();
            return Reflect.apply(value, of, args);
          };
        },
      });
    const clock = () => this.targets.now;

    return {
      ...{ clock, random: () => 0.5, report: this.targets.deps.report, watch: this.targets.watch },
      channels: {
        ...this.targets.deps,
        channels: { supported: ['hostaway'], channelFor: () => this.channel },
      },
      log: stepped(this.log),
      feeds: stepped(this.feeds),
      bookings: stepped(this.bookings),
      calendars: stepped(this.calendars),
      events: { publish: async (events) => void this.events.push(...events) },
      links: {
        unitOf: async (_, __, listing) =>
          this.linked.has(listing)
            ? { unit_id: this.unitOf(listing), listing_id: uuidOf(Number(listing) + 1_000_000) }
            : undefined,
        externalIds: async () => [...this.linked],
      },
    };
  }

  /** What a delivery of the channel leaves: a row, and a job. Answers the row's id. */
  async tell(id: string, event = `reservation.updated:${id}:${this.now}`): Promise<string> {
    const { org_id, account_id, id: target_id } = this.target;
    const row = anInboundRow({
      ...{ org_id, account_id, target_id, external_reservation_id: id },
      external_event_id: event,
      received_at: toTimestamp(this.now),
    });
    await this.log.add(row, { hasJob: true });
    return row.id;
  }

  /** Works off jobs, as one batch, that were sent so long (ms) ago. */
  async workOff(
    jobs: readonly InboundJob[] = this.log.jobs.splice(0),
    age_ms = 0,
  ): Promise<readonly (InboundFate | 'broken' | undefined)[]> {
    const messages: InboundMessage[] = jobs.map((job, index) => ({
      ...{ id: String(index), sent_at: this.now - age_ms, job },
    }));
    const fates = await workOffInbound(messages, this.deps());
    return messages.map(({ id }) => fates.get(id));
  }

  /** What the clock starts: a look at the channel, until it has come to its end. */
  async catchUp(): Promise<void> {
    for (let turn = 0; turn < 50; turn += 1) {
      const [fate] = await this.workOff([this.catchUpJob()]);
      if (fate !== undefined && fate !== 'broken' && fate.done) return;
    }
    throw new Error('the look at the channel does not end');
  }

  catchUpJob(): InboundJob {
    const { org_id, account_id, id: target_id } = this.target;
    return { kind: 'catch_up', org_id, account_id, target_id, trace_id: newTraceId() };
  }

  row(id: string) {
    return this.log.rows.get(id);
  }
}
