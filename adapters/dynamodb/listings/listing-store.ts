import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Tenant } from '../../../domain/common/tenant.ts';
import type { StoredListing } from '../../../domain/listings/listing.ts';
import type { ListingChanges } from '../../../domain/listings/listing-changes.ts';
import type {
  ListingStore,
  ListingSurroundings,
  UnitListing,
  WantedSurroundings,
  WriteOutcome,
} from '../../../domain/listings/listing-store.ts';
import { storedTargetSchema } from '../../../domain/targets/target.ts';
import { batchGet } from '../batch-get.ts';
import { externalListingKey, listingKey, snapshotKey, targetKey, unitKey } from '../keys.ts';
import { isConditionFailure, reasonsOf, retryConflicts, type Writes } from '../transactions.ts';
import { toSnapshot } from '../units/snapshot-item.ts';
import { toUnit } from '../units/unit-item.ts';
import { toListing } from './listing-item.ts';
import { listingUpdate } from './listing-update.ts';
import { archiveWrites, guardsExternal, linkWrites, reviveWrites } from './listing-writes.ts';

/** Listings in the `channels` table, as the API reads and writes them. */
export class DynamoListingStore implements ListingStore {
  readonly #client: DynamoDBDocumentClient;
  readonly #table: string;

  constructor(client: DynamoDBDocumentClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async get(tenant: Tenant, id: string): Promise<StoredListing | undefined> {
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key: listingKey(tenant, id), ConsistentRead: true }),
    );
    return Item && toListing(Item);
  }

  async surroundings(tenant: Tenant, wanted: WantedSurroundings): Promise<ListingSurroundings> {
    const { target_id, unit_id, listing_id, version } = wanted;
    const items = await batchGet(this.#client, this.#table, [
      targetKey(tenant, target_id),
      unitKey(tenant, unit_id),
      listingKey(tenant, listing_id),
      ...(version === undefined ? [] : [snapshotKey(tenant, unit_id, version)]),
    ]);
    const find = (prefix: string) => items.find(({ sk }) => String(sk).startsWith(prefix));
    const listing = find('LISTING#');
    const snapshot = find('SNAPSHOT#');
    const unit = find('UNIT#');

    return {
      target: storedTargetSchema.optional().parse(find('TARGET#')),
      unit: unit && toUnit(unit),
      listing: listing && toListing(listing),
      snapshot: snapshot && toSnapshot(snapshot),
    };
  }

  link(listing: UnitListing): Promise<WriteOutcome> {
    return this.#transact(linkWrites(this.#table, listing));
  }

  revive(
    listing: UnitListing,
    from: { read: StoredListing; changes: ListingChanges },
  ): Promise<WriteOutcome> {
    return this.#transact(reviveWrites(this.#table, listing, from));
  }

  /** A transaction, though of one item: the SDK's token makes one whose answer was lost the same write when it is repeated. */
  async amend(read: StoredListing, changes: ListingChanges): Promise<WriteOutcome> {
    const { revision } = read;

    return this.#transact([{ Update: listingUpdate(this.#table, read, { changes, revision }) }]);
  }

  async archive(read: StoredListing, changes: ListingChanges): Promise<WriteOutcome> {
    const holdsExternal = await this.#holdsExternal(read);

    return this.#transact(archiveWrites(this.#table, { read, changes }, holdsExternal));
  }

  /** A listing found again by its marker has no guard, and one may be another's by now. */
  async #holdsExternal(listing: StoredListing): Promise<boolean> {
    const { id, target_id, external_listing_id } = listing;
    if (external_listing_id === null) return false;
    const Key = externalListingKey(listing, target_id, external_listing_id);
    const { Item } = await this.#client.send(
      new GetCommand({ TableName: this.#table, Key, ConsistentRead: true }),
    );
    return Item?.listing_id === id;
  }

  async #transact(TransactItems: Writes): Promise<WriteOutcome> {
    try {
      await retryConflicts(() => this.#client.send(new TransactWriteCommand({ TransactItems })));
      return 'written';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const refused = TransactItems.filter((_, at) => isConditionFailure(reasonsOf(error)[at]));
      if (refused.length === 0) throw error;
      return refused.some(guardsExternal) ? 'external-taken' : 'changed';
    }
  }
}
