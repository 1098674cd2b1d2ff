import type { NightsBody, Payload } from '../../../domain/channel/channel.ts';
import { cutText } from '../../../domain/common/cut-text.ts';

const maxLength = 500;
/** Where a home is and what its owner wrote: an operator triages without them. */
const sensitive = new Set(['address', 'street', 'zipcode', 'lat', 'lng', 'propertyLicenseNumber']);
const freeText = new Set(['description', 'houseRules']);

/**
 * The first 500 characters of a payload for the audit (spec: non-sensitive fields only). The place of the home below the city and its
 * licence are left out, free text (which may hold codes and telephone numbers) and lists are told by their size, URLs lose
 * their query (which may be signed).
 */
export function payloadExcerpt(payload: Payload | NightsBody): string {
  // Dates and prices are nobody's secret.
  if (isNights(payload)) return cutText(JSON.stringify(payload), maxLength);
  const entries = Object.entries(payload)
    .filter(([field]) => !sensitive.has(field))
    .map(([field, value]) => [field, brief(field, value)]);

  return cutText(JSON.stringify(Object.fromEntries(entries)), maxLength).toWellFormed();
}

function isNights(payload: Payload | NightsBody): payload is NightsBody {
  return Array.isArray(payload);
}

function brief(field: string, value: unknown): unknown {
  if (Array.isArray(value)) return `(${value.length} items)`;
  if (typeof value !== 'string') return value;
  if (freeText.has(field)) return `(${value.length} characters)`;
  return /^https?:/.test(value) ? value.replace(/[?#].*$/, '') : value;
}
