import * as z from 'zod';
import { contentHash } from '../../../domain/common/payload-hash.ts';
import { readObject } from '../../json.ts';
import { pageOfList } from '../faults/list-habit.ts';
import { failMessage, failResult, type Reply, success } from '../reply.ts';
import type { StoredListing } from '../stored-listing.ts';
import type { ApiRequest, ApiRoute } from './api-request.ts';
import { pageFields, pageOf } from './list-page.ts';
import { listingView } from './listing-view.ts';
import {
  deleteEmptied,
  type MergeContext,
  mergeListing,
  newImage,
  refusal,
} from './merge-listing.ts';
import { queryListings } from './query-listings.ts';

const one = /^\/v1\/listings\/(\d+)$/;
const all = /^\/v1\/listings$/;
const objectSchema = z.record(z.string(), z.unknown());
const notFound = failResult(404, 'Listing not found');

export const listingRoutes: readonly ApiRoute[] = [
  { method: 'GET', path: all, handle: list },
  { method: 'POST', path: all, handle: create },
  { method: 'GET', path: one, handle: read },
  { method: 'PUT', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'POST', path: /^\/v1\/listings\/(\d+)\/images$/, handle: addImages },
];

function list(request: ApiRequest): Reply {
  const { state, query, habits } = request;
  const matching = matchingListings(request);
  const { limit, offset } = pageOf(query);
  const { rows, count } = pageOfList(
    matching.map((row) => view(row, request)),
    { limit, offset, habits },
  );

  return success(
    rows,
    pageFields({ limit, offset, count, total: matching.length }, state.settings.pageInfo),
  );
}

function matchingListings({ state, account_id, query, habits, random }: ApiRequest) {
  const listings = state.listings.list(account_id);
  const isFiltered = query.has('latestActivityStart');
  const shown =
    habits.has('hides_the_new_from_filters') && isFiltered ? listings.slice(0, -1) : listings;
  // A number for each, since a sort must not be told one thing and then another.
  const places = new Map(shown.map(({ id }) => [id, habits.has('shuffles_ties') ? random() : id]));
  const placeOf = ({ id }: StoredListing) => places.get(id) ?? id;
  const asked = new URLSearchParams(query);
  if (habits.has('ignores_order')) asked.delete('sortOrder');

  return queryListings(shown, asked, (a, b) => placeOf(a) - placeOf(b));
}

function read(request: ApiRequest): Reply {
  const listing = request.state.listings.find(request.id, request.account_id);

  return listing === undefined ? notFound : success(view(listing, request));
}

/** Nothing here is idempotent: the same body twice makes two listings. */
function create(request: ApiRequest): Reply {
  const { state, account_id, now } = request;
  const body = readObject(request.body);
  if (body === undefined) return failResult(400, 'Request body is not a JSON object');
  const name = body.name ?? body.externalListingName;
  const refused =
    typeof name === 'string' && name.trim() !== ''
      ? refusal(body)
      : 'Listing error: name: This field is required';
  if (refused !== undefined) return failMessage(state.settings.validationStatus, refused);
  const listing = state.listings.create(account_id, now);
  mergeListing(listing, heeded(body, request), mergeContext(request));

  return keep(listing, body, request);
}

function update(request: ApiRequest): Reply {
  const { state } = request;
  const listing = state.listings.find(request.id, request.account_id);
  if (listing === undefined) return notFound;
  const { archivedStatus } = state.settings;
  if (listing.archived && archivedStatus !== null)
    return failMessage(archivedStatus, 'The listing is archived');
  const body = readObject(request.body);
  if (body === undefined) return failResult(400, 'Request body is not a JSON object');
  const deleted = deleteEmptied(listing, body);
  const refused = refusal(body);
  if (refused !== undefined) {
    if (deleted) state.listings.save(listing);
    request.call.committed = deleted;
    return failMessage(state.settings.validationStatus, refused);
  }
  mergeListing(listing, heeded(body, request), mergeContext(request));

  return keep(listing, body, request);
}

function heeded(body: Record<string, unknown>, { ignored }: ApiRequest): Record<string, unknown> {
  return Object.fromEntries(Object.entries(body).filter(([field]) => !ignored.has(field)));
}

function remove(request: ApiRequest): Reply {
  const listing = request.state.listings.find(request.id, request.account_id);
  if (listing === undefined) return notFound;
  request.state.listings.remove(listing.id);
  request.call.committed = true;

  return success([]);
}

/** Answers at once; the pictures appear when the job is done, or never. */
function addImages(request: ApiRequest): Reply {
  const { state } = request;
  const listing = state.listings.find(request.id, request.account_id);
  if (listing === undefined) return notFound;
  if (listing.archived) return failMessage(400, 'The listing is archived');
  const images = readObject(request.body)?.images;
  if (!Array.isArray(images) || images.length === 0) return failResult(400, 'images is required');
  const wrong = images.flatMap(imageFault);
  if (wrong[0] !== undefined) return failResult(400, wrong[0]);
  const { imageDelayMs } = state.settings;
  const context = mergeContext(request);
  listing.images.push(...images.flatMap((image) => newImage(image, context, imageDelayMs)));
  state.listings.save(listing);
  request.call.committed = true;

  return success({ message: 'The images will be added shortly', imagesCount: images.length });
}

function imageFault(image: unknown, index: number): string[] {
  const item = objectSchema.safeParse(image);
  if (!item.success) return [`images[${index}] must be an object`];
  const url = item.data.url;
  if (url === undefined || url === null || url === '') return [`images[${index}].url is required`];

  return typeof url === 'string' && URL.canParse(url) ? [] : [`images[${index}].url is invalid`];
}

function keep(listing: StoredListing, body: Record<string, unknown>, request: ApiRequest): Reply {
  listing.body_hash = request.call.body_hash;
  listing.sent = { ...listing.sent, ...body };
  listing.whole_hash = contentHash(listing.sent);
  request.state.listings.save(listing);
  request.call.external_listing_id = String(listing.id);
  request.call.committed = true;

  return success(view(listing, request, true));
}

function mergeContext({ state, now }: ApiRequest): MergeContext {
  const { imageDelayMs, brokenImageText } = state.settings;

  return { now, imageDelayMs, brokenImageText, nextRowId: () => state.listings.nextRowId() };
}

function view(listing: StoredListing, request: ApiRequest, whole = false) {
  const { state, query } = request;
  const isWhole = whole || query.get('includeResources') === '1';

  return listingView(listing, {
    now: request.now,
    imageHost: `${state.origin()}/_images`,
    blank: isWhole ? 'none' : state.settings.blankWithoutResources,
  });
}
