import { shownAs, sourceWord } from '../../../kernel/ocpi/vocabulary.js';
import { ACCESS, IMAGE_CATEGORIES, PAYMENT_METHODS } from '../ocpi/location-vocabularies.js';
import type { ChargingLocationRecord } from './charging-location.model.js';
import type { BusinessDetails, ChargingLocation } from './charging-location.type.js';

/** What callers see of what not every source says. Records may lack these fields: then nothing is known. */
export type DetailsView = Pick<
  ChargingLocation,
  | 'suboperator'
  | 'owner'
  | 'openingTimes'
  | 'chargingWhenClosed'
  | 'access'
  | 'accessText'
  | 'paymentMethods'
  | 'paymentMethodsText'
  | 'membershipRequired'
  | 'priceText'
  | 'helpPhone'
  | 'directions'
  | 'relatedLocations'
  | 'images'
  | 'energyMix'
  | 'sourceCoordinates'
  | 'geoIssues'
>;

export function detailsView(record: Partial<ChargingLocationRecord>): DetailsView {
  const { access = null, paymentMethods = [], images = [] } = record;
  return {
    suboperator: named(record.suboperator),
    owner: named(record.owner),
    openingTimes: record.openingTimes ?? null,
    chargingWhenClosed: record.chargingWhenClosed ?? null,
    access: shownAs(ACCESS, access),
    accessText: sourceWord(ACCESS, access),
    paymentMethods: paymentMethods.map((word) => shownAs(PAYMENT_METHODS, word)),
    paymentMethodsText: paymentMethods.filter((word) => sourceWord(PAYMENT_METHODS, word) !== null),
    membershipRequired: record.membershipRequired ?? null,
    priceText: record.priceText ?? null,
    helpPhone: record.helpPhone ?? null,
    directions: record.directions ?? [],
    relatedLocations: record.relatedLocations ?? [],
    images: images.map((image) => ({ ...image, category: shownAs(IMAGE_CATEGORIES, image.category) })),
    energyMix: record.energyMix ?? null,
    sourceCoordinates: record.sourceCoordinates ?? null,
    geoIssues: record.geoIssues ?? [],
  };
}

/** A company of which only the name is stored. */
export function named(name: string | null | undefined): BusinessDetails | null {
  return typeof name === 'string' ? { name } : null;
}
