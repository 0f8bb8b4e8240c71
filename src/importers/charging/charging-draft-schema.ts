import { LOCAL_DATE, nullable, SOURCE_SCHEMA, TEXT } from '../pipeline/draft-schema.js';

/** Degrees, or what a source takes for degrees: whether they are on earth is for the target to judge. */
const COORDINATES = {
  type: 'object',
  properties: { longitude: { type: 'number' }, latitude: { type: 'number' } },
  required: ['longitude', 'latitude'],
  additionalProperties: false,
};

const WORD = { type: 'string', minLength: 1, maxLength: 500 };
const WORDS = { type: 'array', items: WORD, maxItems: 200 };
const OBJECTS = { type: 'array', items: { type: 'object' }, maxItems: 1_000 };
const DIRECTIONS = {
  type: 'array',
  items: {
    type: 'object',
    properties: {
      language: { type: 'string', minLength: 2, maxLength: 2 },
      text: { type: 'string', maxLength: 10_000 },
    },
    required: ['language', 'text'],
    additionalProperties: false,
  },
};
const INSTANT = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:\\d\\d)$',
};
const OPENING_HOURS = { type: 'string', minLength: 1, maxLength: 5_000 };

const CONNECTOR = {
  type: 'object',
  properties: {
    id: nullable({ type: 'string', minLength: 1, maxLength: 36 }),
    standard: WORD,
    format: nullable(WORD),
    powerType: nullable(WORD),
    maxVoltage: nullable({ type: 'number' }),
    maxAmperage: nullable({ type: 'number' }),
    maxElectricPower: nullable({ type: 'number' }),
    tariffIds: WORDS,
    lastUpdated: nullable(INSTANT),
  },
  required: ['standard'],
  additionalProperties: false,
};

const EVSE = {
  type: 'object',
  properties: {
    uid: nullable({ type: 'string', minLength: 1, maxLength: 64 }),
    evseId: nullable({ type: 'string', minLength: 1, maxLength: 64 }),
    status: nullable(WORD),
    quantity: nullable({ type: 'integer', minimum: 0, maximum: 10_000 }),
    capabilities: nullable(WORDS),
    physicalReference: nullable(WORD),
    floorLevel: nullable(WORD),
    parkingRestrictions: nullable(WORDS),
    statusSchedule: nullable(OBJECTS),
    directions: nullable(DIRECTIONS),
    coordinates: nullable(COORDINATES),
    connectors: { type: 'array', items: CONNECTOR, maxItems: 100 },
    lastUpdated: nullable(INSTANT),
  },
  additionalProperties: false,
};

/** JSON Schema of {@link ChargingDraft}, for mappings: fields, shapes and units, not whether they are plausible. */
export const CHARGING_DRAFT_SCHEMA = {
  type: 'object',
  properties: {
    countryCode: nullable({ type: 'string', pattern: '^[A-Z]{2}$' }),
    partyId: { type: 'string', pattern: '^[A-Za-z0-9]{3}$' },
    locationId: { type: 'string', minLength: 1, maxLength: 36 },
    country: nullable({ type: 'string', pattern: '^[A-Z]{2}$' }),
    publish: { type: 'boolean' },
    name: nullable(TEXT),
    address: nullable(TEXT),
    city: nullable(TEXT),
    postalCode: nullable(WORD),
    state: nullable(WORD),
    coordinates: nullable(COORDINATES),
    sourceCoordinates: nullable({
      type: 'object',
      properties: { x: { type: 'number' }, y: { type: 'number' }, crs: WORD },
      required: ['x', 'y', 'crs'],
      additionalProperties: false,
    }),
    geoQuality: { enum: ['EXACT', 'GEOCODED', 'SUSPECT', null] },
    parkingType: nullable(WORD),
    operator: nullable(WORD),
    suboperator: nullable(WORD),
    owner: nullable(WORD),
    facilities: nullable(WORDS),
    openingHours: nullable(OPENING_HOURS),
    openingTimes: { type: ['object', 'null'] },
    chargingWhenClosed: { type: ['boolean', 'null'] },
    energyMix: { type: ['object', 'null'] },
    helpPhone: nullable(WORD),
    access: nullable(WORD),
    paymentMethods: nullable(WORDS),
    membershipRequired: { type: ['boolean', 'null'] },
    priceText: nullable({ type: 'string', minLength: 1, maxLength: 5_000 }),
    tariff: nullable({
      type: 'object',
      properties: {
        currency: { type: 'string', pattern: '^[A-Z]{3}$' },
        elements: OBJECTS,
        taxIncluded: { enum: ['YES', 'NO', null] },
      },
      required: ['currency', 'elements'],
      additionalProperties: false,
    }),
    relatedLocations: nullable(OBJECTS),
    directions: nullable(DIRECTIONS),
    publishAllowedTo: nullable(OBJECTS),
    images: nullable(OBJECTS),
    timeZone: nullable(WORD),
    evses: { type: 'array', items: EVSE, maxItems: 2_000 },
    operationalSince: nullable(LOCAL_DATE),
    lastUpdated: nullable(INSTANT),
    removed: { type: 'boolean' },
    source: SOURCE_SCHEMA,
    conflicts: OBJECTS,
  },
  required: ['partyId', 'locationId', 'source'],
  additionalProperties: false,
};
