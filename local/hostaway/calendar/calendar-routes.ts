import * as z from 'zod';
import { addDays, dayOf, daysBetween } from '../../../domain/common/day.ts';
import { parseJson } from '../../json.ts';
import type { ApiRequest, ApiRoute } from '../api/api-request.ts';
import { failMessage, failResult, type Reply, success } from '../reply.ts';
import type { StoredListing } from '../stored-listing.ts';
import { shownDays, writeDays } from './calendar-days.ts';
import { type Interval, readInterval, wrongRange } from './read-interval.ts';
import type { StoredDay } from './stored-day.ts';

const path = /^\/v1\/listings\/(\d+)\/calendar$/;
const notFound = failResult(404, 'Listing not found');
const mostIntervals = 200;
/** Days that are shown when nobody says which. The API's own number is not documented. */
const usualDays = 730;

export const calendarRoutes: readonly ApiRoute[] = [
  { method: 'GET', path, handle: read },
  { method: 'PUT', path, handle: writeOne },
  { method: 'PUT', path: /^\/v1\/listings\/(\d+)\/calendarIntervals$/, handle: writeMany },
];

function read(request: ApiRequest): Reply {
  const { state, account_id, query, now } = request;
  const listing = state.listings.find(request.id, account_id);
  if (listing === undefined) return notFound;
  const startDate = query.get('startDate') ?? dayOf(now);
  if (!isDate(startDate)) return failMessage(400, 'Calendar error: startDate is invalid');
  const endDate = query.get('endDate') ?? addDays(startDate, usualDays - 1);
  if (!isDate(endDate)) return failMessage(400, 'Calendar error: endDate is invalid');
  const wrong = wrongRange(startDate, endDate);
  if (wrong !== undefined) return failMessage(400, `Calendar error: ${wrong}`);

  return success(
    show(listing, daysBetween(startDate, endDate), {
      request,
      dayOf: (date) => state.calendars.seen(listing.id, date, now),
    }),
  );
}

/** Answers the days as they are afterwards, which need not be as they were written. */
function writeOne(request: ApiRequest): Reply {
  const { state } = request;
  const listing = writable(request);
  if ('status' in listing) return listing;
  const interval = readInterval(parseJson(request.body));
  if (typeof interval === 'string') return failMessage(400, interval);
  write(listing, interval, request);

  return success(
    show(listing, interval.dates, {
      request,
      dayOf: (date) => state.calendars.day(listing.id, date),
    }),
  );
}

/** All or nothing, unless the intervals before a wrong one are kept although the request is refused. */
function writeMany(request: ApiRequest): Reply {
  const listing = writable(request);
  if ('status' in listing) return listing;
  const body = z.array(z.unknown()).safeParse(parseJson(request.body)).data;
  if (body === undefined) return failMessage(400, 'Calendar error: an array is required');
  if (body.length > mostIntervals)
    return failMessage(400, `Calendar error: at most ${mostIntervals} intervals`);
  const intervals = body.map(readInterval);
  const wrong = intervals.findIndex((interval) => typeof interval === 'string');
  if (wrong < 0 || request.state.settings.intervalsOneByOne) {
    const good = wrong < 0 ? intervals : intervals.slice(0, wrong);
    for (const interval of good)
      if (typeof interval !== 'string') write(listing, interval, request);
  }

  return wrong < 0 ? success([]) : failMessage(400, `${intervals[wrong]} (interval ${wrong})`);
}

function writable({ state, id, account_id }: ApiRequest): StoredListing | Reply {
  const listing = state.listings.find(id, account_id);
  if (listing === undefined) return notFound;

  return listing.archived ? failMessage(400, 'The listing is archived') : listing;
}

function write(listing: StoredListing, { dates, fields }: Interval, request: ApiRequest): void {
  const { state, ignored, lost, random, now, call } = request;
  const heeded = Object.entries(fields).filter(([field]) => !ignored.has(field));
  const kept = dates.filter(() => lost === 0 || random() >= lost);
  writeDays(state, listing.id, { dates: kept, fields: Object.fromEntries(heeded), now });
  call.committed = true;
}

function show(
  listing: StoredListing,
  dates: readonly string[],
  { request, dayOf }: { request: ApiRequest; dayOf: (date: string) => StoredDay },
) {
  const { state, query, now } = request;
  const isWhole = query.get('includeResources') === '1';

  return shownDays(state, { listing, dates, dayOf, isWhole, now });
}

function isDate(value: string): boolean {
  return z.iso.date().safeParse(value).success;
}
