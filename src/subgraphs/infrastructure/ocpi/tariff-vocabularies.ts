import { vocabulary, type WordOf } from '../../../kernel/ocpi/vocabulary.js';

/** TariffDimensionType of OCPI 2.3.0, module Tariffs. */
export const TARIFF_DIMENSIONS = vocabulary({
  name: 'TariffDimension',
  description: 'What a price component charges for (OCPI TariffDimensionType).',
  meanings: {
    ENERGY: 'Energy: price per kWh, steps of 1 Wh.',
    FLAT: 'A fee per session or reservation, without steps.',
    PARKING_TIME: 'Time connected without charging: price per hour, steps of 1 second.',
    TIME: 'Time charging, or time reserved under a restriction to reservations: price per hour, steps of 1 second.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type TariffDimension = WordOf<typeof TARIFF_DIMENSIONS>;

/** TariffType of OCPI 2.3.0, module Tariffs. */
export const TARIFF_TYPES = vocabulary({
  name: 'TariffType',
  description: 'For which sessions a tariff is meant (OCPI TariffType).',
  meanings: {
    AD_HOC_PAYMENT: 'Paid at the charge point, without a contract.',
    PROFILE_CHEAP: 'The driver prefers cheap charging.',
    PROFILE_FAST: 'The driver prefers fast charging.',
    PROFILE_GREEN: 'The driver prefers green charging.',
    REGULAR: 'With a contract, without a charging preference.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type TariffType = WordOf<typeof TARIFF_TYPES>;

/** ReservationRestrictionType of OCPI 2.3.0, module Tariffs. */
export const RESERVATION_RESTRICTIONS = vocabulary({
  name: 'ReservationRestriction',
  description: 'The part of a reservation that an element prices (OCPI ReservationRestrictionType).',
  meanings: {
    RESERVATION: 'A reservation.',
    RESERVATION_EXPIRES: 'A reservation that expires without a session.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type ReservationRestriction = WordOf<typeof RESERVATION_RESTRICTIONS>;

/** DayOfWeek of OCPI 2.3.0, module Tariffs. */
export const DAYS_OF_WEEK = vocabulary({
  name: 'DayOfWeek',
  description: 'Day of the week (OCPI DayOfWeek).',
  meanings: {
    MONDAY: 'Monday.',
    TUESDAY: 'Tuesday.',
    WEDNESDAY: 'Wednesday.',
    THURSDAY: 'Thursday.',
    FRIDAY: 'Friday.',
    SATURDAY: 'Saturday.',
    SUNDAY: 'Sunday.',
    OTHER: 'A word that OCPI does not know.',
  },
  fallback: 'OTHER',
});
export type DayOfWeek = WordOf<typeof DAYS_OF_WEEK>;

/** TaxIncluded of OCPI 2.3.0, module Tariffs; `N/A` there is NOT_APPLICABLE here, since a GraphQL name has no stroke. */
export const TAX_INCLUSIONS = vocabulary({
  name: 'TaxIncluded',
  description: 'Whether the prices of a tariff include taxes (OCPI 2.3.0 tax_included).',
  meanings: {
    YES: 'Prices include taxes.',
    NO: 'Taxes come on top.',
    NOT_APPLICABLE: 'No taxes apply.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type TaxIncluded = WordOf<typeof TAX_INCLUSIONS>;
