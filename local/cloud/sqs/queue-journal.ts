import { closeSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import * as z from 'zod';
import { isMissing } from '../common/json-file.ts';

const attributes = z.record(z.string(), z.string());

const messageSchema = z.object({
  queue: z.string(),
  id: z.string(),
  body: z.string(),
  attributes: z.unknown().optional(),
  group: z.string().optional(),
  deduplication: z.string().optional(),
  /** Epoch ms before which it is not delivered. */
  delayedUntil: z.number().optional(),
  /** How often it was handed out. */
  receives: z.number().default(0),
});

export type JournalMessage = z.infer<typeof messageSchema>;

const entrySchema = z.discriminatedUnion('op', [
  z.object({ op: z.literal('queue'), name: z.string(), attributes }),
  z.object({ op: z.literal('drop'), name: z.string() }),
  z.object({ op: z.literal('purge'), name: z.string() }),
  messageSchema.extend({ op: z.literal('send') }),
  z.object({ op: z.literal('receive'), id: z.string() }),
  z.object({ op: z.literal('delete'), id: z.string() }),
]);

export type JournalEntry = z.infer<typeof entrySchema>;

/** What a journal says exists: queues with their attributes, and undeleted messages in the order they were sent. */
export interface JournalState {
  readonly queues: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly messages: readonly JournalMessage[];
}

/** The file is written anew when it has this many entries, and many more than live messages. */
const compactAt = 50_000;

/**
 * What happened to the queues, one JSON line each, so that they survive the end of the process, also a violent one.
 * Written without fsync: it outlives the process, not a power cut. Without a file it only keeps the state.
 */
export class QueueJournal {
  readonly #file: string | undefined;
  #descriptor: number | undefined;
  #entries = 0;
  readonly #queues = new Map<string, Record<string, string>>();
  readonly #messages = new Map<string, JournalMessage>();

  /** Begins a new journal beside the old one, which stays valid until `commit`. */
  constructor(file: string | undefined) {
    this.#file = file;
    this.#open();
  }

  get queues(): ReadonlyMap<string, Readonly<Record<string, string>>> {
    return this.#queues;
  }

  add(entry: JournalEntry): void {
    this.#apply(entry);
    this.#write(entry);
    if (this.#entries > compactAt && this.#entries > 4 * this.#messages.size) {
      this.#rewrite();
    }
  }

  /** The new journal takes the place of the old one. */
  commit(): void {
    if (this.#file !== undefined) renameSync(`${this.#file}.new`, this.#file);
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
    this.#descriptor = undefined;
  }

  /** Reads an old journal; its last line may be torn. */
  static read(file: string | undefined): JournalState {
    const journal = new QueueJournal(undefined);
    for (const line of file === undefined ? [] : linesOf(file)) {
      const entry = entrySchema.safeParse(parsed(line));
      if (entry.success) journal.#apply(entry.data);
    }
    return { queues: journal.#queues, messages: [...journal.#messages.values()] };
  }

  #apply(entry: JournalEntry): void {
    switch (entry.op) {
      case 'queue':
        this.#queues.set(entry.name, entry.attributes);
        break;
      case 'drop':
        this.#queues.delete(entry.name);
        this.#forgetMessages(entry.name);
        break;
      case 'purge':
        this.#forgetMessages(entry.name);
        break;
      case 'send':
        this.#messages.set(entry.id, messageSchema.parse(entry));
        break;
      case 'receive': {
        const message = this.#messages.get(entry.id);
        if (message !== undefined) message.receives += 1;
        break;
      }
      case 'delete':
        this.#messages.delete(entry.id);
        break;
    }
  }

  #forgetMessages(queue: string): void {
    for (const [id, message] of this.#messages) {
      if (message.queue === queue) this.#messages.delete(id);
    }
  }

  #open(): void {
    if (this.#file === undefined) return;
    mkdirSync(dirname(this.#file), { recursive: true });
    this.#descriptor = openSync(`${this.#file}.new`, 'w', 0o600);
    this.#entries = 0;
  }

  #write(entry: JournalEntry): void {
    this.#entries += 1;
    if (this.#descriptor !== undefined) writeSync(this.#descriptor, `${JSON.stringify(entry)}\n`);
  }

  #rewrite(): void {
    this.close();
    this.#open();
    for (const [name, attributes] of this.#queues) this.#write({ op: 'queue', name, attributes });
    for (const message of this.#messages.values()) this.#write({ op: 'send', ...message });
    this.commit();
  }
}

function linesOf(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
