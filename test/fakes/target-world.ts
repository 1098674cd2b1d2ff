import type { ReadAnswer } from '../../domain/channel/channel.ts';
import type { ReadFrom } from '../../domain/channel/read-log.ts';
import type { SweepDeps } from '../../domain/checks/sweep-targets.ts';
import type { DomainEvent } from '../../domain/common/domain-event.ts';
import {
  ConflictError,
  DeadlineError,
  PreconditionFailedError,
} from '../../domain/common/errors.ts';
import type { Tenant } from '../../domain/common/tenant.ts';
import { toTimestamp } from '../../domain/common/time.ts';
import { boundTo } from '../../domain/credentials/bound-secret.ts';
import type { Secret } from '../../domain/credentials/credentials.ts';
import type { StoredListing } from '../../domain/listings/listing.ts';
import { addBlock, type Block, currentBlock } from '../../domain/pacing/target-block.ts';
import type { WindowRequest } from '../../domain/pacing/turn.ts';
import type { Ended } from '../../domain/pacing/window.ts';
import type { HealthSample } from '../../domain/targets/health-sample.ts';
import type { BlockReason, StoredTarget } from '../../domain/targets/target.ts';
import type { Part, RegistryEntry, TargetIdentity } from '../../domain/targets/target-resources.ts';
import type { HealthRecord, TargetChanges } from '../../domain/targets/target-store.ts';
import { AccountChannel } from './account-channel.ts';
import { FakeWatch } from './fake-watch.ts';

/** Something of ours is down. */
export class OutageError extends Error {
  override name = 'OutageError';
}

/** `lost`: it was done, and only the answer did not arrive. */
type Fault = 'down' | 'lost';

interface Consumer {
  enabled: boolean;
  readonly shard: number;
  readonly target_id: string;
}

/** Everything the management of targets touches, in memory. Any call can be made to fail, by its name. */
export class TargetWorld {
  now = Date.parse('2026-03-01T09:00:00.000Z');
  readonly rows = new Map<string, StoredTarget>();
  readonly names = new Map<string, string>();
  readonly registry = new Map<string, RegistryEntry>();
  readonly secrets = new Map<string, Secret>();
  readonly queues = new Set<string>();
  readonly consumers = new Map<string, Consumer>();
  readonly listings = new Map<string, StoredListing>();
  readonly events: DomainEvent[] = [];
  readonly reports: { event: string; details: unknown }[] = [];
  /** Names of the calls made, in order. */
  readonly calls: string[] = [];
  /** What starts were asked for. */
  readonly reservations: WindowRequest[] = [];
  /** Ids of the consumers that were detached, and how the secrets were removed. */
  readonly detached: (string | null)[] = [];
  readonly removedSecrets: { readonly ref: string; readonly recoverable: boolean }[] = [];
  /** Calls that were counted after they had been made. */
  readonly ended: Ended[] = [];
  readonly recorded: { window_key: string; made: readonly number[] }[] = [];
  /** Who shares every window. */
  sharers: TargetIdentity[] = [];
  readonly windowBlocks: { key: string; until: number }[] = [];
  readonly channel = new AccountChannel((ms) => {
    this.now += ms;
  });
  /** When the rate window has its next free start; now, unless set. */
  windowFreeAt = 0;
  /** How calls ended that are no writes, as recorded. */
  readonly reads: { from: ReadFrom; answers: readonly ReadAnswer[] }[] = [];
  /** Jobs in the targets' queues, by the id of the target. @default 0 */
  readonly depths = new Map<string, number>();
  /** What was kept of how each target is doing, by its id. */
  readonly samples: (HealthSample & { readonly target_id: string })[] = [];
  /** No answer comes in time. */
  silent = false;
  /** By part. */
  readonly #stops = new Map<number, readonly TargetIdentity[]>();
  readonly #faults = new Map<string, { fault: Fault; times: number }>();

  /** The next `times` calls of this name fail. */
  fail(call: string, fault: Fault = 'down', times = Number.POSITIVE_INFINITY): void {
    this.#faults.set(call, { fault, times });
  }

  recover(): void {
    this.#faults.clear();
  }

  /** What exists, to say that nothing does. */
  leftovers() {
    return {
      rows: [...this.rows.keys()],
      names: [...this.names.keys()],
      registry: [...this.registry.keys()],
      secrets: [...this.secrets.keys()],
      queues: [...this.queues],
      consumers: [...this.consumers.keys()],
    };
  }

  add(target: StoredTarget, secret: Secret = { credentials: { api_token: 'old-token' } }): void {
    this.rows.set(target.id, target);
    this.names.set(nameOf(target), target.id);
    this.registry.set(target.id, { ...identity(target), registered_at: target.created_at });
    this.secrets.set(target.credentials_ref, secret);
    this.queues.add(target.id);
    if (target.event_source_mapping_id !== null)
      this.consumers.set(target.event_source_mapping_id, {
        enabled: true,
        shard: target.worker_shard,
        target_id: target.id,
      });
  }

  row(id: string): StoredTarget {
    const row = this.rows.get(id);
    if (row === undefined) throw new Error(`no row ${id}`);
    return row;
  }

  readonly watch = new FakeWatch();

  readonly deps: SweepDeps = {
    watch: this.watch,
    clock: () => this.now,
    sleep: async (ms) => {
      this.now += ms;
    },
    within: async (work) => {
      if (!this.silent) return work;
      await work;
      throw new DeadlineError('silent');
    },
    windows: {
      reserve: async (request) => {
        this.reservations.push(request);
        const { patience_ms } = request;
        const start = Math.max(this.now, this.windowFreeAt);
        return start > this.now + patience_ms
          ? { starts: [], next: start, places: [start] }
          : { starts: [start], next: null, places: [] };
      },
      ended: (_key, end) => void this.ended.push(end),
      block: async (key, until) => {
        this.windowBlocks.push({ key, until });

        return this.sharers;
      },
      record: async ({ window_key }, made) => {
        this.recorded.push({ window_key, made });
      },
    },
    reads: {
      record: async (from, answers) => void this.reads.push({ from, answers }),
    },
    queueDepth: (id) => this.#do('queueDepth', () => this.depths.get(id) ?? 0),
    samples: {
      add: ({ id }, sample) =>
        this.#do('samples.add', () => void this.samples.push({ target_id: id, ...sample })),
    },
    channels: {
      supported: ['hostaway'],
      channelFor: (type) => (type === 'hostaway' ? this.channel : undefined),
    },
    events: {
      publish: (events) => this.#do('events.publish', () => void this.events.push(...events)),
    },
    base_urls: { allow_private: false, isPublicAddress: () => true },
    worker_shards: 4,
    report: (event, details) => void this.reports.push({ event, details }),
    registry: {
      add: (entry) => this.#do('registry.add', () => void this.registry.set(entry.id, entry)),
      remove: ({ id }) => this.#do('registry.remove', () => void this.registry.delete(id)),
      entries: async function* (this: TargetWorld, { part, of }: Part) {
        const isOfPart = (_: unknown, place: number) => place % of === part;
        yield* [...this.registry.values()].filter(isOfPart);
      }.bind(this),
      stops: async ({ part }) => this.#stops.get(part) ?? [],
      continueAt: async ({ part }, targets) => void this.#stops.set(part, targets),
    },
    vault: {
      refOf,
      open: ({ credentials_ref, base_url }) =>
        boundTo(base_url, {
          read: () => this.#do('vault.read', () => this.#secret(credentials_ref)),
          write: (secret) =>
            this.#do('vault.write', () => void this.secrets.set(credentials_ref, secret)),
        }),
      create: (target, secret) =>
        this.#do('vault.create', () => void this.secrets.set(refOf(target), secret)),
      replace: (ref, secret) => this.#do('vault.replace', () => void this.secrets.set(ref, secret)),
      remove: (ref, { recoverable }) =>
        this.#do('vault.remove', () => {
          this.removedSecrets.push({ ref, recoverable });
          this.secrets.delete(ref);
        }),
    },
    queues: {
      create: ({ id }) => this.#do('queues.create', () => void this.queues.add(id)),
      remove: ({ id }) => this.#do('queues.remove', () => void this.queues.delete(id)),
    },
    consumers: {
      attach: ({ id }, shard) =>
        this.#do('consumers.attach', () => {
          this.consumers.set(`consumer-${id}`, { enabled: true, shard, target_id: id });
          return `consumer-${id}`;
        }),
      all: () =>
        this.#do('consumers.all', () => {
          const known = [...this.consumers].map(
            ([id, { enabled, target_id }]) => [target_id, { id, draining: enabled }] as const,
          );
          return new Map(known);
        }),
      enable: (id) =>
        this.#do('consumers.enable', () => {
          const consumer = this.consumers.get(id);
          if (consumer !== undefined) consumer.enabled = true;
        }),
      detach: ({ id }, consumerId) =>
        this.#do('consumers.detach', () => {
          this.detached.push(consumerId);
          for (const [key, { target_id }] of this.consumers)
            if (target_id === id) this.consumers.delete(key);
        }),
    },
    listings: {
      ofTarget: (_tenant, targetId) =>
        this.#do('listings.ofTarget', () => {
          const own = [...this.listings.values()].filter((one) => one.target_id === targetId);
          return { ids: own.map(({ id }) => id), more: false };
        }),
      get: async (_tenant, id) => this.listings.get(id),
      archive: (read, { set, remove }) =>
        this.#do('listings.archive', () => {
          const next = { ...read, ...set };
          for (const name of remove) if (!(name in set)) delete next[name];
          this.listings.set(read.id, next);
          return 'written' as const;
        }),
    },
    targets: {
      get: (_tenant, id) => this.#do('targets.get', () => this.rows.get(id)),
      list: async () => ({ items: [...this.rows.values()], next_cursor: null }),
      isNameTaken: async (tenant, channel_type, name) =>
        this.names.has(nameOf({ ...tenant, channel_type, name })),
      create: (target) => this.#do('targets.create', () => this.#create(target)),
      discard: (target) =>
        this.#do('targets.discard', () => {
          if (this.rows.delete(target.id)) this.names.delete(nameOf(target));
        }),
      update: (read, changes, now) =>
        this.#do('targets.update', () => this.#update(read, changes, now)),
      softDelete: (read, now) =>
        this.#do('targets.softDelete', () => {
          this.names.delete(nameOf(read));
          return this.#write(read, { deleted_at: toTimestamp(now), is_active: false }, now);
        }),
      block: async (_tenant, id, block) => this.#block(id, block),
      unblock: async (_tenant, id, reasons) => this.#unblock(id, reasons),
      recordHealth: (_tenant, id, record) =>
        this.#do('targets.recordHealth', () => this.#record(id, record)),
    },
  };

  async #do<T>(call: string, effect: () => T): Promise<T> {
    this.calls.push(call);
    const planned = this.#faults.get(call);
    const failing = planned !== undefined && planned.times > 0;
    if (failing) planned.times -= 1;
    if (failing && planned.fault === 'down') throw new OutageError(call);
    const result = effect();
    if (failing) throw new OutageError(`${call}: the answer was lost`);
    return result;
  }

  #secret(ref: string): Secret {
    const secret = this.secrets.get(ref);
    if (secret === undefined) throw new OutageError(`no secret ${ref}`);
    return secret;
  }

  #create(target: StoredTarget): void {
    if (this.names.has(nameOf(target))) throw new ConflictError('name-taken', 'taken');
    this.rows.set(target.id, target);
    this.names.set(nameOf(target), target.id);
  }

  #update(read: StoredTarget, changes: TargetChanges, now: number): StoredTarget {
    const moved = { ...read, ...changes };
    if (nameOf(moved) !== nameOf(read)) {
      if (this.names.has(nameOf(moved))) throw new ConflictError('name-taken', 'taken');
      const written = this.#write(read, changes, now);
      this.names.delete(nameOf(read));
      this.names.set(nameOf(moved), read.id);
      return written;
    }
    return this.#write(read, changes, now);
  }

  #write(read: StoredTarget, changes: Partial<StoredTarget>, now: number): StoredTarget {
    const row = this.row(read.id);
    if (row.revision !== read.revision) throw new PreconditionFailedError('changed');
    const next = {
      ...row,
      ...changes,
      revision: row.revision + 1,
      updated_at: toTimestamp(now),
    };
    this.rows.set(row.id, next);
    return next;
  }

  #block(id: string, block: Block): 'blocked' | 'prolonged' | 'unchanged' {
    const row = this.row(id);
    if (row.revision > (block.seen_revision ?? row.revision)) return 'unchanged';
    const changes = addBlock(row, block, this.now);
    if (changes === undefined) return 'unchanged';
    this.rows.set(id, { ...row, ...changes });
    return currentBlock(row, this.now) === undefined ? 'blocked' : 'prolonged';
  }

  #unblock(id: string, reasons: readonly BlockReason[]): boolean {
    const row = this.row(id);
    const over = row.blocked_until !== null && Date.parse(row.blocked_until) <= this.now;
    if (row.block_reason === null || !(over || reasons.includes(row.block_reason))) return false;
    const over_now = { blocked_until: null, block_reason: null };
    this.rows.set(id, { ...row, ...over_now, health_status: 'healthy', health_message: null });
    return true;
  }

  #record(id: string, { seen_revision, ...record }: HealthRecord): void {
    const row = this.row(id);
    if (row.revision === seen_revision) this.rows.set(id, { ...row, ...record });
  }
}

function identity({ org_id, account_id, id }: TargetIdentity): TargetIdentity {
  return { org_id, account_id, id };
}

function refOf({ org_id, account_id, id }: TargetIdentity): string {
  return `test/${org_id}/${account_id}/${id}`;
}

function nameOf(target: Tenant & Pick<StoredTarget, 'channel_type' | 'name'>): string {
  return [target.org_id, target.account_id, target.channel_type, target.name].join('/');
}
