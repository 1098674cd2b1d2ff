import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Page, PageRequest } from '../../../domain/common/page.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import { openRow } from '../../../domain/listings/open-attempt.ts';
import type { OutboundAudit } from '../../../domain/listings/outbound-audit.ts';
import { decodeCursor } from '../cursor.ts';
import { auditKey, auditPk } from '../keys.ts';
import { pageOf } from '../page-of.ts';
import { toAudit } from './audit-items.ts';

/** A row's number, as its key has it. */
const placeSchema = z.string().regex(/^\d{10}$/);

interface Entry {
  readonly place: string;
  readonly read: () => OutboundAudit;
}

/** The attempts of a listing: the one that is open, which the listing carries, and those in table `audit`. */
export class AuditLog {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /**
   * Newest first. The listing must have been read before: an attempt that has been closed since is then found among the
   * closed, and one that was opened since is not yet history.
   * @throws BadCursorError
   */
  async ofListing(
    listing: StoredListing,
    { limit, cursor }: PageRequest,
  ): Promise<Page<OutboundAudit>> {
    const scope = { list: 'history', partition: auditPk(listing, listing.id) };
    const after = cursor === undefined ? undefined : decodeCursor(scope, cursor, placeSchema);
    const { closed, more } = await this.#closed(scope.partition, { after, limit });
    const isClosed = (place: string) => closed.some((entry) => entry.place === place);
    const open = after === undefined ? openEntry(listing) : [];
    const entries = [...open.filter(({ place }) => !isClosed(place)), ...closed];
    const shown = entries.slice(0, limit);

    return pageOf(shown, {
      scope,
      read: (entry) => entry.read(),
      placeOf: ({ place }) => place,
      end: more || shown.length < entries.length ? shown.at(-1)?.place : null,
    });
  }

  async #closed(
    pk: string,
    { after, limit }: { after: string | undefined; limit: number },
  ): Promise<{ closed: Entry[]; more: boolean }> {
    const { Items = [], LastEvaluatedKey } = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ExclusiveStartKey: after === undefined ? undefined : { pk, sk: after },
        ScanIndexForward: false,
        Limit: limit,
        ConsistentRead: true,
      }),
    );
    const closed = Items.map((item) => ({
      place: String(item.sk),
      read: () => toAudit(item),
    }));

    return { closed, more: LastEvaluatedKey !== undefined };
  }
}

function openEntry(listing: StoredListing): Entry[] {
  const { open_attempt } = listing;
  if (open_attempt === undefined) return [];
  const { sk } = auditKey(listing, listing.id, open_attempt.number);

  return [{ place: sk, read: () => openRow(listing, open_attempt) }];
}
