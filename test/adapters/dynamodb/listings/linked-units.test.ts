import { afterAll, beforeAll, expect, it } from 'vitest';
import { DynamoLinkedUnits } from '../../../../adapters/dynamodb/listings/linked-units.ts';
import { demo, type ListingsApi, startListingsApi } from '../../../support/listings-api.ts';

let api: ListingsApi;
let links: DynamoLinkedUnits;
beforeAll(async () => {
  api = await startListingsApi();
  links = new DynamoLinkedUnits(api.database.documentClient, api.database.tables.channels);
});
afterAll(() => api.database.stop());

async function adopt(target_id: string, external_listing_id: string) {
  const unit_id = await api.putUnit();
  const { json } = await api.call('POST /api/channels/listings', {
    body: { target_id, unit_id, external_listing_id },
  });
  return { unit_id, listing_id: json.id };
}

it('a channel’s listing stands for the unit that it is linked to by that target, and for no other’s', async () => {
  const [target, other] = [await api.putTarget(), await api.putTarget()];
  const linked = await adopt(target, '40199');

  expect(await links.unitOf(demo, target, '40199')).toEqual(linked);
  expect(await links.unitOf(demo, other, '40199')).toBeUndefined();
  expect(await links.unitOf(demo, target, '4019')).toBeUndefined();
  expect(await links.unitOf({ ...demo, account_id: 'second' }, target, '40199')).toBeUndefined();
});

it('until it is archived, also while it is still to be removed from the channel', async () => {
  const target = await api.putTarget();
  const [kept, removed] = [await adopt(target, '1'), await adopt(target, '2')];
  await adopt(target, '3');
  expect([...(await links.externalIds(demo, target))].sort()).toEqual(['1', '2', '3']);

  await api.call(`DELETE /api/channels/listings/${kept.listing_id}`);
  await api.call(`DELETE /api/channels/listings/${removed.listing_id}?remove_from_channel=true`);

  expect(await links.unitOf(demo, target, '1')).toBeUndefined();
  expect(await links.unitOf(demo, target, '2')).toBeUndefined();
  expect(await links.externalIds(demo, target)).not.toContain('1');
});
