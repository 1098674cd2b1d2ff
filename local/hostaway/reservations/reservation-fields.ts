import { type FieldType, fieldValue } from '../api/listing-fields.ts';
import type { StoredReservation } from './stored-reservation.ts';

/** Fields that are kept as they are given, by type. */
const settable: Record<Exclude<FieldType, 'flag'>, string> = {
  text: `reservationId source guestName guestFirstName guestLastName guestEmail guestAddress guestCity guestCountry
    guestZipCode guestLocale phone currency cancelledBy reservationDate doorCode doorCodeVendor doorCodeInstruction
    hostNote guestNote comment confirmationCode airbnbCancellationPolicy`,
  integer: `numberOfGuests adults children infants pets isPaid checkInTime checkOutTime assigneeUserId`,
  float: `totalPrice taxAmount cleaningFee securityDepositFee channelCommissionAmount airbnbExpectedPayoutAmount
    airbnbListingBasePrice airbnbListingCleaningFee airbnbListingHostFee airbnbListingSecurityPrice
    airbnbTotalPaidAmount airbnbTransientOccupancyTaxPaidAmount`,
};

/** Type of each settable field. */
export const reservationFieldTypes: ReadonlyMap<string, FieldType> = new Map(
  (['text', 'integer', 'float'] as const).flatMap((type) =>
    settable[type].split(/\s+/).map((name) => [name, type] as const),
  ),
);

/** Fields that come back and cannot be set. */
export const emptyFields = {
  hostProxyEmail: null,
  guestPortalUrl: null,
  guestPicture: null,
  cancellationPolicyId: null,
  cancellationPolicy: null,
  reservationUnit: [],
  financeField: [],
};

const rows = ['customFieldValues', 'reservationFees'] as const;

/**
 * Takes over what a body says. What is absent or null stays, lists are replaced as a whole, and what is unknown or
 * `ignored` is passed over without a word.
 */
export function mergeReservation(
  reservation: StoredReservation,
  body: Readonly<Record<string, unknown>>,
  ignored: ReadonlySet<string> = new Set(),
): void {
  for (const [name, given] of Object.entries(body)) {
    const type = reservationFieldTypes.get(name);
    if (type === undefined || given === null || ignored.has(name)) continue;
    const value = fieldValue(type, given);
    if (value !== undefined) reservation.fields[name] = value;
  }
  for (const name of rows) {
    const given = body[name];
    if (Array.isArray(given) && !ignored.has(name)) reservation[name] = given.filter(isRow);
  }
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
