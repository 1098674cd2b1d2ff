/** How a field of a listing is kept. `flag` is 0 or 1. */
export type FieldType = 'text' | 'integer' | 'float' | 'flag';

/** Fields that a caller can set and read back, by type. */
const settable: Record<FieldType, string> = {
  text: `name externalListingName internalListingName description thumbnailUrl houseRules keyPickup
    specialInstruction doorSecurityCode countryCode state city street address publicAddress zipcode
    cancellationPolicy roomType bathroomType contactName contactSurName contactPhone1 contactPhone2
    contactLanguage contactEmail contactAddress language currencyCode timeZoneName wifiUsername wifiPassword
    cleannessStatus cleaningInstruction cleannessStatusUpdatedOn homeawayPropertyName homeawayPropertyHeadline
    homeawayPropertyDescription bookingcomPropertyName bookingcomPropertyRoomName bookingcomPropertyDescription
    invoicingContactName invoicingContactSurName invoicingContactPhone1 invoicingContactPhone2
    invoicingContactLanguage invoicingContactEmail invoicingContactAddress invoicingContactCity
    invoicingContactZipcode invoicingContactCountry propertyLicenseNumber propertyLicenseType
    propertyLicenseIssueDate propertyLicenseExpirationDate airbnbName airbnbSummary airbnbSpace airbnbAccess
    airbnbInteraction airbnbNeighborhoodOverview airbnbTransit airbnbNotes marriottListingName`,
  integer: `personCapacity maxChildrenAllowed maxInfantsAllowed maxPetsAllowed checkInTimeStart checkInTimeEnd
    checkOutTime cancellationPolicyId airbnbCancellationPolicyId squareMeters bedroomsNumber bedsNumber
    bathroomsNumber guestBathroomsNumber minNights maxNights guestsIncluded instantBookableLeadTime
    airbnbBookingLeadTime airbnbBookingLeadTimeAllowRequestToBook allowSameDayBooking sameDayBookingLeadTime
    propertyTypeId`,
  float: `price starRating weeklyDiscount monthlyDiscount propertyRentTax guestPerPersonPerNightTax guestStayTax
    guestNightlyTax refundableDamageDeposit lat lng cleaningFee priceForExtraPerson airbnbPetFeeAmount`,
  flag: `instantBookable bookingcomPropertyRegisteredInVcs bookingcomPropertyHasVat
    bookingcomPropertyDeclaresRevenue`,
};

/** Fields that come back but cannot be set: an attempt is ignored and answered with success. */
const readOnly = `country averageReviewRating bookingCancellationPolicyId marriottCancellationPolicyId
  vrboCancellationPolicyId partnersListingMarkup airbnbOfficialListingMarkup bookingEngineMarkup
  homeawayApiMarkup marriottListingMarkup airbnbListingUrl vrboListingUrl googleVrListingUrl expediaListingUrl
  insuranceEligibilityStatus checkinFee isDepositStayCollected bookingEngineLeadTime averageNightlyPrice
  attachment airbnbExportStatus vrboExportStatus marriotExportStatus bookingcomExportStatus expediaExportStatus
  googleExportStatus`;

/** Fields that can be sent and always come back as null. */
const writeOnly = 'applyPropertyRentTaxToFees isRentalAgreementActive listingAgreementText';

const names = (list: string) => list.trim().split(/\s+/);

/** Type of each settable field. */
export const fieldTypes: ReadonlyMap<string, FieldType> = new Map(
  (['text', 'integer', 'float', 'flag'] as const).flatMap((type) =>
    names(settable[type]).map((name) => [name, type] as const),
  ),
);

/** Fields that are always null in an answer. */
export const nullFields: readonly string[] = [...names(readOnly), ...names(writeOnly)];

/**
 * A value as its field would keep it: numbers in text are read, fractions of integers cut off. Undefined when it cannot
 * be kept, and is then ignored like an unknown field. Hostaway's own conversions are not documented.
 */
export function fieldValue(type: FieldType, value: unknown): string | number | undefined {
  if (type === 'text') {
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  }
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    return undefined;
  }
  const number = value === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return undefined;
  if (type === 'float') return number;

  return type === 'flag' ? Number(number !== 0) : Math.trunc(number);
}
