import type { StoredListing } from '../stored-listing.ts';

type Order = (a: StoredListing, b: StoredListing) => number;

const text = (listing: StoredListing, field: string) =>
  String(listing.fields[field] ?? '').toLowerCase();
const byText =
  (field: string): Order =>
  (a, b) =>
    text(a, field).localeCompare(text(b, field), 'en');
const byActivity: Order = (a, b) => a.active_at - b.active_at;
const byId: Order = (a, b) => a.id - b.id;
const reversed =
  (order: Order): Order =>
  (a, b) =>
    order(b, a);

const orders = new Map<string, Order>([
  ['name', byText('name')],
  ['nameReversed', reversed(byText('name'))],
  ['order', byId],
  ['orderReversed', reversed(byId)],
  ['contactName', byText('contactName')],
  ['contactNameReversed', reversed(byText('contactName'))],
  ['latestActivity', byActivity],
  ['latestActivityDesc', reversed(byActivity)],
]);

const day = (epochMs: number) => new Date(epochMs).toISOString().slice(0, 10);
const isDay = (value: string) => /^\d{4}-\d{2}-\d{2}$/.test(value);

type Filter = (value: string, listing: StoredListing) => boolean;

/** A filter whose value makes no sense lets everything through: that is how the API treats what it cannot read. */
const filters = new Map<string, Filter>([
  ['match', (value, listing) => text(listing, 'name').includes(value.toLowerCase())],
  ['city', (value, listing) => text(listing, 'city') === value.toLowerCase()],
  ['country', (value, listing) => text(listing, 'countryCode') === value.toLowerCase()],
  ['contactName', (value, listing) => text(listing, 'contactName') === value.toLowerCase()],
  ['propertyTypeId', (value, listing) => text(listing, 'propertyTypeId') === value],
  ['latestActivityStart', (value, listing) => !isDay(value) || day(listing.active_at) >= value],
  ['latestActivityEnd', (value, listing) => !isDay(value) || day(listing.active_at) <= value],
  ['specialStatus[]', (value, listing) => value !== 'active' || !listing.archived],
]);

/** The listings that match, in the order asked for; `tie` decides between equal ones. Unknown parameters are ignored. */
export function queryListings(
  listings: readonly StoredListing[],
  query: URLSearchParams,
  tie: Order = byId,
): StoredListing[] {
  const wanted = [...query].flatMap(([name, value]) => {
    const filter = filters.get(name);

    return filter === undefined || value === '' ? [] : [{ filter, value }];
  });
  const order = orders.get(query.get('sortOrder') ?? '') ?? byId;

  return listings
    .filter((listing) => wanted.every(({ filter, value }) => filter(value, listing)))
    .sort((a, b) => order(a, b) || tie(a, b));
}
