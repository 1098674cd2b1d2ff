import type { ArchivedRow, AttemptPlace } from '../../domain/archive/archived-row.ts';
import { rowKey } from '../../domain/archive/archived-row.ts';
import type { DayNote } from '../../domain/archive/due-look.ts';
import type { KeeperPorts } from '../../domain/archive/keep-audit.ts';
import type { RescuePorts } from '../../domain/archive/rescue-rows.ts';
import { dayOf } from '../../domain/common/day.ts';
import type { RegistryEntry, TargetIdentity } from '../../domain/targets/target-resources.ts';

/** A row of the log in a world whose clock is moved by hand, all times in epoch ms. */
export interface WorldRow {
  readonly target: RegistryEntry;
  readonly row: ArchivedRow;
  /** From then on it is in the log. */
  readonly closed: number;
  /** When its time is over, and when the table removes it, which may be never. */
  readonly expires: number;
  readonly dies: number;
}

/** A log and an archive kept in memory. Requests are counted as the real ones are: by pages, hundreds of rows, and objects. */
export class AuditWorld implements KeeperPorts, RescuePorts {
  now = 0;
  rows: WorldRow[] = [];
  entries: RegistryEntry[] = [];
  readonly archived = new Map<string, Map<string, ArchivedRow>[]>();
  readonly reports: { event: string; details: Readonly<Record<string, unknown>> }[] = [];
  readonly requests = { pages: 0, rows: 0, puts: 0, gets: 0, notes: 0 };
  /** Called before whatever changes something; may throw. */
  disturb: (what: 'add' | 'keep' | 'remove') => void = () => {};
  readonly #notes = new Map<string, Map<string, DayNote>>();

  readonly clock = () => this.now;
  readonly report: KeeperPorts['report'] = (event, details) =>
    void this.reports.push({ event, details });

  async *targets(): AsyncGenerator<RegistryEntry> {
    yield* this.entries;
  }

  readonly log: KeeperPorts['log'] = {
    places: (target, day) => this.#places(target.id, day),
    rows: async (target, places) => {
      const keys = new Set(places.map(rowKey));
      this.requests.rows += Math.ceil(places.length / 100);
      return this.#living(target.id).flatMap(({ row }) => (keys.has(rowKey(row)) ? [row] : []));
    },
    remove: async (target, places) => {
      this.disturb('remove');
      const keys = new Set(places.map(rowKey));
      const isRemoved = ({ target: { id }, row, expires }: WorldRow) =>
        id === target.id && keys.has(rowKey(row)) && expires <= this.now;
      this.rows = this.rows.filter((one) => !isRemoved(one));
    },
  };

  readonly archive: KeeperPorts['archive'] = {
    keys: async (org, day) => {
      const objects = this.archived.get(`${org}/${day}`) ?? [];
      this.requests.gets += objects.length;
      return new Set(objects.flatMap((object) => [...object.keys()]));
    },
    add: async (org, day, rows) => {
      this.disturb('add');
      this.requests.puts += 1;
      const objects = this.archived.get(`${org}/${day}`) ?? [];
      objects.push(new Map(rows.map((row) => [rowKey(row), row])));
      this.archived.set(`${org}/${day}`, objects);
    },
  };

  readonly notes: KeeperPorts['notes'] = {
    of: async (org) => this.#notes.get(org) ?? new Map(),
    keep: async (org, note) => {
      this.disturb('keep');
      this.requests.notes += 1;
      const notes = this.#notes.get(org) ?? new Map();
      this.#notes.set(org, notes.set(note.day, note));
    },
  };

  lastLook(org: string, day: string): Promise<DayNote | undefined> {
    return Promise.resolve(this.#notes.get(org)?.get(day));
  }

  channelOf(_target: TargetIdentity): Promise<string | null> {
    return Promise.resolve('hostaway');
  }

  /** Lets time pass. Answers with what died of its age meanwhile. */
  passTo(now: number): WorldRow[] {
    this.now = now;
    const dead = this.rows.filter(({ closed, dies }) => closed <= now && dies <= now);
    this.rows = this.rows.filter((row) => !dead.includes(row));

    return dead;
  }

  isArchived({ row }: WorldRow): boolean {
    const day = dayOf(Date.parse(row.started_at));
    const objects = this.archived.get(`${row.org_id}/${day}`) ?? [];

    return objects.some((object) => object.has(rowKey(row)));
  }

  async *#places(target: string, day: string): AsyncGenerator<AttemptPlace[]> {
    const places = this.#living(target)
      .map(({ row }) => row)
      .filter(({ started_at }) => dayOf(Date.parse(started_at)) === day);
    for (let at = 0; at === 0 || at < places.length; at += 3_000) {
      this.requests.pages += 1;
      yield places.slice(at, at + 3_000);
    }
  }

  #living(target: string): WorldRow[] {
    return this.rows.filter(({ target: { id }, closed }) => id === target && closed <= this.now);
  }
}
