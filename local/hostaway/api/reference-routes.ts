import { success } from '../reply.ts';
import type { ApiRequest, ApiRoute } from './api-request.ts';
import { amenities, bedTypes, cancellationPolicyNames, propertyTypes } from './reference-data.ts';

const route = (name: string, result: (request: ApiRequest) => unknown): ApiRoute => ({
  method: 'GET',
  path: new RegExp(`^/v1/${name}$`),
  handle: (request) => success(result(request)),
});

/** The vocabulary: arrays of `{id, name}` for what listings refer to by number, objects keyed by code for the rest. */
export const referenceRoutes: readonly ApiRoute[] = [
  route('propertyTypes', () => propertyTypes),
  route('amenities', () => amenities),
  route('bedTypes', () => bedTypes),
  route('countries', () => countries),
  route('currencies', () => currencies),
  route('languages', () => languages),
  route('timezones', timezones),
  route('cancellationPolicies', cancellationPolicies),
];

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const countries = named(
  'region',
  letters.flatMap((first) => letters.map((second) => first + second)),
);
const currencies = named('currency', Intl.supportedValuesOf('currency'));
const languages = named(
  'language',
  'ar bg cs da de el en es et fi fr he hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sv th tr uk vi zh'.split(
    ' ',
  ),
);

function named(type: Intl.DisplayNamesType, codes: readonly string[]): Record<string, string> {
  const names = new Intl.DisplayNames('en', { type, fallback: 'none' });

  return Object.fromEntries(
    codes.flatMap((code) => {
      const name = names.of(code);

      return name === undefined ? [] : [[code, name]];
    }),
  );
}

function timezones({ now }: ApiRequest): Record<string, { value: string; diff: string }> {
  return Object.fromEntries(
    Intl.supportedValuesOf('timeZone').map((zone) => {
      const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
      const offset = parts.formatToParts(now).find(({ type }) => type === 'timeZoneName')?.value;

      return [zone, { value: zone, diff: offset?.replace('GMT', '') || '+00:00' }];
    }),
  );
}

/** Days before arrival until which all is paid back, by policy. Numbers come as text, as in real answers. */
const refundDays = { flexible: 1, moderate: 5, firm: 30, strict: 60, no_refund: null };

function cancellationPolicies({ account_id }: ApiRequest): unknown {
  return cancellationPolicyNames.map((name, index) => {
    const days = refundDays[name];
    const item = {
      id: 100 + index,
      refundAmount: '100',
      refundType: 'percentage',
      refundField: 'totalPrice',
      timeDelta: String(-86_400 * (days ?? 0)),
      event: 'arrival',
    };

    return {
      id: index + 1,
      accountId: account_id,
      name,
      cancellationPolicyItem: days === null ? [] : [item],
    };
  });
}
