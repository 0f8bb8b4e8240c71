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
