import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiServer } from './api/serve-api.ts';
import type { RecordedCall } from './call-log.ts';
import { eventSections } from './page-events.ts';
import { escapeHtml, section, time } from './page-table.ts';
import { preciseNow } from './precise-now.ts';
import { type SimulatedListing, simulatedListings } from './simulated-listing.ts';

const shownListings = 200;
const shownCalls = 40;

/** The page for people at `/`, and the pictures the simulator has "re-hosted" (sent on to where they came from). */
export function servePage(
  api: ApiServer,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const path = (request.url ?? '/').replace(/\?.*/, '');
  const image = /^\/_images\/\d+-(\d+)-(\d+)$/.exec(path);
  if (image !== null) {
    sendImage(api, image, response);
  } else if (path === '/') {
    sendPage(api, response);
  } else {
    response.writeHead(404, { 'Content-Type': 'text/plain' });
    response.end('Not here. The API is under /v1, the switches under /_control/.\n');
  }
}

function sendPage(api: ApiServer, response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src * data:",
    'Referrer-Policy': 'no-referrer',
  });
  response.end(page(simulatedListings(api.state, preciseNow()), api));
}

function sendImage(api: ApiServer, match: RegExpExecArray, response: ServerResponse): void {
  const listing = api.state.listings.find(Number(match[1]));
  const source = listing?.images.find(({ id }) => id === Number(match[2]))?.source_url ?? '';
  if (URL.canParse(source)) response.writeHead(302, { Location: new URL(source).href });
  else response.writeHead(404);
  response.end();
}

function page(listings: readonly SimulatedListing[], api: ApiServer): string {
  const newest = [...listings].sort((a, b) => b.updated_at - a.updated_at).slice(0, shownListings);
  const calls = api.log.list().slice(-shownCalls).reverse();
  const faults = api.faults.list().map(({ fault }) => fault.kind);

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width">
<title>${listings.length} listings - Hostaway simulator</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #1d2733 }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .3rem .7rem; border-bottom: 1px solid #dde3ea }
img { width: 72px; height: 48px; object-fit: cover; background: #eef1f5; vertical-align: middle; border-radius: 4px }
code { font-size: 13px } .bad { color: #b3261e } h2 { margin-top: 2rem } p { color: #526070 }
</style>
</head>
<body>
<h1>Hostaway simulator</h1>
<p>A stand-in for Hostaway on this machine: ${listings.length} listings,
${api.state.reservations.list().length} reservations, ${api.log.total} calls.
${faults.length === 0 ? '' : `<strong class="bad">Going wrong now: ${escapeHtml(faults.join(', '))}</strong>`}</p>
<table>
<thead><tr><th>Id</th><th>Cover</th><th>Name</th><th>Guests</th><th>City</th><th>Updated</th></tr></thead>
<tbody>
${newest.map(listingRow).join('\n')}
</tbody>
</table>
${eventSections(api.state)}
${section('Last calls', ['Arrived', 'Call', 'Answer', 'Fault'], calls.map(callRow))}
</body>
</html>
`;
}

function listingRow({ id, listing, updated_at }: SimulatedListing): string {
  const cover = coverUrl(listing.listingImages);
  const picture =
    cover === undefined
      ? ''
      : `<a href="${escapeHtml(cover)}"><img src="${escapeHtml(cover)}" alt="" loading="lazy"></a>`;
  const cells = [
    String(id),
    picture,
    escapeHtml(listing.name),
    escapeHtml(listing.personCapacity ?? ''),
    escapeHtml(listing.city ?? ''),
    time(updated_at),
  ];

  return `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function callRow({ at, method, path, status, fault }: RecordedCall): string {
  const bad = status === null || status >= 400 ? ' class="bad"' : '';

  return `<tr><td>${time(at)}</td><td><code>${escapeHtml(`${method} ${path}`)}</code></td><td${bad}>${status ?? 'none'}</td><td>${escapeHtml(fault ?? '')}</td></tr>`;
}

/** The picture with the lowest `sortOrder`, if it has an address a browser may follow. */
function coverUrl(images: unknown): string | undefined {
  if (!Array.isArray(images)) return undefined;
  const [first] = [...images].sort((a, b) => a.sortOrder - b.sortOrder);

  return typeof first?.url === 'string' && /^https?:/.test(first.url) ? first.url : undefined;
}
