import { vocabulary, type WordOf } from '../../../kernel/ocpi/vocabulary.js';

/** Facility of OCPI 2.3.0, module Locations. */
export const FACILITIES = vocabulary({
  name: 'Facility',
  description: 'What a charging site directly belongs to or has beside it (OCPI Facility).',
  meanings: {
    HOTEL: 'Hotel.',
    RESTAURANT: 'Restaurant.',
    CAFE: 'Café.',
    MALL: 'Shopping centre.',
    SUPERMARKET: 'Supermarket.',
    SPORT: 'Sports facility.',
    RECREATION_AREA: 'Recreation area.',
    NATURE: 'Park or nature reserve.',
    MUSEUM: 'Museum.',
    BIKE_SHARING: 'Shared bicycles or scooters.',
    BUS_STOP: 'Bus stop.',
    TAXI_STAND: 'Taxi stand.',
    TRAM_STOP: 'Tram stop.',
    METRO_STATION: 'Underground station.',
    TRAIN_STATION: 'Railway station.',
    AIRPORT: 'Airport.',
    PARKING_LOT: 'Car park.',
    CARPOOL_PARKING: 'Car park for car pools.',
    FUEL_STATION: 'Petrol station.',
    WIFI: 'Wireless internet.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type Facility = WordOf<typeof FACILITIES>;

/** ParkingType of OCPI 2.3.0, module Locations. */
export const PARKING_TYPES = vocabulary({
  name: 'ParkingType',
  description: 'Where the cars stand (OCPI ParkingType).',
  meanings: {
    ALONG_MOTORWAY: 'Service or rest area of a motorway.',
    PARKING_GARAGE: 'Multi-storey car park.',
    PARKING_LOT: 'Open car park.',
    ON_DRIVEWAY: 'Driveway of a building.',
    ON_STREET: 'At the kerb of a public road.',
    UNDERGROUND_GARAGE: 'Car park that is mostly underground.',
    OTHER: 'A word that OCPI does not know; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type ParkingType = WordOf<typeof PARKING_TYPES>;

/** Who may use a site; the values of common registers, OCPI has none. */
export const ACCESS = vocabulary({
  name: 'ChargingAccess',
  description: 'Who may use a charging site.',
  meanings: {
    PUBLIC: 'Anybody.',
    RESTRICTED: 'Anybody who meets a condition: guests, customers, members, opening hours of a car park.',
    PRIVATE: 'Only those whom the owner admits.',
    OTHER: 'Another word; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type ChargingAccess = WordOf<typeof ACCESS>;

/** Means of payment by Regulation (EU) 2023/1804 (AFIR), Article 5, and those that registers name beside them. */
export const PAYMENT_METHODS = vocabulary({
  name: 'PaymentMethod',
  description: 'How charging can be paid for.',
  meanings: {
    CREDIT_CARD: 'Credit card.',
    DEBIT_CARD: 'Debit card.',
    CONTACTLESS: 'Device that reads payment cards without contact.',
    QR_CODE: 'Internet page, reached by a QR code or the like.',
    APP: 'Application on the phone.',
    RFID: 'Charging card or token.',
    PLUG_AND_CHARGE: 'The car identifies itself (ISO 15118).',
    SMS: 'Text message or phone call.',
    CASH: 'Coins or notes.',
    FREE: 'Nothing is charged.',
    OTHER: 'Another word; the text beside it is the word of the source.',
  },
  fallback: 'OTHER',
});
export type PaymentMethod = WordOf<typeof PAYMENT_METHODS>;

/** ImageCategory of OCPI 2.3.0, module Locations. */
export const IMAGE_CATEGORIES = vocabulary({
  name: 'ImageCategory',
  description: 'What an image shows (OCPI ImageCategory).',
  meanings: {
    CHARGER: 'The charge point.',
    ENTRANCE: 'The entrance of the site.',
    LOCATION: 'The site as a whole.',
    NETWORK: 'Logo of the roaming network.',
    OPERATOR: 'Logo of the operator.',
    OTHER: 'Another word.',
    OWNER: 'Logo of the owner.',
  },
  fallback: 'OTHER',
});
export type ImageCategory = WordOf<typeof IMAGE_CATEGORIES>;
