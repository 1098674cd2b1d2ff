import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { DayNote } from '../../../domain/archive/due-look.ts';
import type { LookNotes } from '../../../domain/archive/keep-audit.ts';
import { endOf } from '../../../domain/common/day.ts';
import { timestampSchema } from '../../../domain/common/time.ts';
import { expiryAfter } from '../expiry.ts';
import { archiveKey, archivePk } from '../keys.ts';

const noteSchema = z
  .object({
    sk: z.string(),
    look: z.enum(['archive', 'check', 'clear']),
    looked_at: timestampSchema,
  })
  .transform(({ sk, ...note }): DayNote => ({ day: sk, ...note }));

/** Longer than days are looked for. */
const keptForDays = 150;

/** An item of table `meters` for each day of an org. Those that are lost cost another look. */
export class DynamoLookNotes implements LookNotes {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async of(org: string): Promise<Map<string, DayNote>> {
    const notes = new Map<string, DayNote>();
    const pages = paginateQuery(
      { client: this.#client },
      {
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': archivePk(org) },
      },
    );
    for await (const { Items = [] } of pages) {
      for (const note of Items.map((item) => noteSchema.parse(item))) notes.set(note.day, note);
    }

    return notes;
  }

  async get(org: string, day: string): Promise<DayNote | undefined> {
    const Key = archiveKey(org, day);
    const { Item } = await this.#client.send(new GetCommand({ TableName: this.#table, Key }));

    return Item && noteSchema.parse(Item);
  }

  async keep(org: string, { day, ...note }: DayNote): Promise<void> {
    const expires_at = expiryAfter(endOf(day), keptForDays * 86_400);
    const Item = { ...archiveKey(org, day), ...note, expires_at };
    await this.#client.send(new PutCommand({ TableName: this.#table, Item }));
  }
}
