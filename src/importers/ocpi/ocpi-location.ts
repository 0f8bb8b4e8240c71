/** OCPI 2.2.1 and 2.3.0, module Locations: the objects as they are on the wire, after {@link OCPI_LOCATION_SCHEMA}. */

export interface OcpiDisplayText {
  readonly language: string;
  readonly text: string;
}

export interface OcpiGeoLocation {
  readonly latitude: string | number;
  readonly longitude: string | number;
}

export interface OcpiExceptionalPeriod {
  readonly period_begin: string;
  readonly period_end: string;
}

export interface OcpiHours {
  readonly twentyfourseven?: boolean;
  readonly regular_hours?: readonly {
    readonly weekday: number;
    readonly period_begin: string;
    readonly period_end: string;
  }[];
  readonly exceptional_openings?: readonly OcpiExceptionalPeriod[];
  readonly exceptional_closings?: readonly OcpiExceptionalPeriod[];
}

export interface OcpiEnergyMix {
  readonly is_green_energy: boolean;
  readonly energy_sources?: readonly { readonly source: string; readonly percentage: number }[] | null;
  readonly environ_impact?: readonly { readonly category: string; readonly amount: number }[] | null;
  readonly supplier_name?: string | null;
  readonly energy_product_name?: string | null;
}

export interface OcpiImage {
  readonly url: string;
  readonly thumbnail?: string | null;
  readonly category?: string | null;
  readonly type?: string | null;
  readonly width?: number | null;
  readonly height?: number | null;
}

export interface OcpiConnector {
  readonly id: string;
  readonly standard: string;
  readonly format?: string | null;
  readonly power_type?: string | null;
  readonly max_voltage?: number | null;
  readonly max_amperage?: number | null;
  readonly max_electric_power?: number | null;
  readonly tariff_ids?: readonly string[] | null;
  readonly last_updated?: string | null;
}

export interface OcpiEvse {
  readonly uid: string;
  readonly evse_id?: string | null;
  readonly status: string;
  readonly status_schedule?:
    | readonly { readonly period_begin: string; readonly period_end?: string | null; readonly status: string }[]
    | null;
  readonly capabilities?: readonly string[] | null;
  readonly connectors: readonly OcpiConnector[];
  readonly floor_level?: string | null;
  readonly coordinates?: OcpiGeoLocation | null;
  readonly physical_reference?: string | null;
  readonly directions?: readonly OcpiDisplayText[] | null;
  readonly parking_restrictions?: readonly string[] | null;
  readonly last_updated: string;
}

export interface OcpiLocation {
  readonly country_code: string;
  readonly party_id: string;
  readonly id: string;
  readonly publish: boolean;
  readonly publish_allowed_to?: readonly Readonly<Record<string, unknown>>[] | null;
  readonly name?: string | null;
  readonly address: string;
  readonly city: string;
  readonly postal_code?: string | null;
  readonly state?: string | null;
  readonly country: string;
  readonly coordinates: OcpiGeoLocation;
  readonly related_locations?: readonly (OcpiGeoLocation & { readonly name?: OcpiDisplayText | null })[] | null;
  readonly parking_type?: string | null;
  readonly evses?: readonly OcpiEvse[] | null;
  readonly directions?: readonly OcpiDisplayText[] | null;
  readonly operator?: { readonly name: string } | null;
  readonly suboperator?: { readonly name: string } | null;
  readonly owner?: { readonly name: string } | null;
  readonly facilities?: readonly string[] | null;
  readonly time_zone: string;
  readonly opening_times?: OcpiHours | null;
  readonly charging_when_closed?: boolean | null;
  readonly images?: readonly OcpiImage[] | null;
  readonly energy_mix?: OcpiEnergyMix | null;
  readonly help_phone?: string | null;
  readonly last_updated: string;
}

const nullable = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const text = (maxLength: number) => ({ type: 'string', minLength: 1, maxLength });
const list = (items: object) => nullable({ type: 'array', items, maxItems: 2_000 });
const object = (properties: object, required: readonly string[]) => ({ type: 'object', properties, required });

/** OCPI DateTime: RFC 3339, where a missing zone means UTC. */
const INSTANT = {
  type: 'string',
  pattern:
    '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(\\.\\d{1,9})?(Z|[+-]([01]\\d|2[0-3]):[0-5]\\d)?$',
};
/** OCPI says strings; numbers are what many senders write. */
const DEGREES = { anyOf: [{ type: 'string', pattern: '^-?\\d{1,3}(\\.\\d{1,20})?$' }, { type: 'number' }] };
const GEO_LOCATION = object({ latitude: DEGREES, longitude: DEGREES }, ['latitude', 'longitude']);
const DISPLAY_TEXT = object({ language: { type: 'string', minLength: 2, maxLength: 2 }, text: text(10_000) }, [
  'language',
  'text',
]);
const CLOCK = { type: 'string', pattern: '^([01]\\d|2[0-4]):[0-5]\\d$' };
const PERIODS = list(object({ period_begin: INSTANT, period_end: INSTANT }, ['period_begin', 'period_end']));
const ORGANISATION = nullable(object({ name: text(200) }, ['name']));

export const OCPI_CONNECTOR_SCHEMA = object(
  {
    id: text(36),
    standard: text(100),
    format: nullable(text(100)),
    power_type: nullable(text(100)),
    max_voltage: nullable({ type: 'number' }),
    max_amperage: nullable({ type: 'number' }),
    max_electric_power: nullable({ type: 'number' }),
    tariff_ids: list(text(36)),
    last_updated: nullable(INSTANT),
  },
  ['id', 'standard'],
);

export const OCPI_EVSE_SCHEMA = object(
  {
    uid: text(36),
    evse_id: nullable({ type: 'string', maxLength: 48 }),
    status: text(100),
    status_schedule: list(
      object({ period_begin: INSTANT, period_end: nullable(INSTANT), status: text(100) }, ['period_begin', 'status']),
    ),
    capabilities: list(text(100)),
    connectors: { type: 'array', items: OCPI_CONNECTOR_SCHEMA, minItems: 1, maxItems: 100 },
    floor_level: nullable({ type: 'string', maxLength: 50 }),
    coordinates: nullable(GEO_LOCATION),
    physical_reference: nullable({ type: 'string', maxLength: 100 }),
    directions: list(DISPLAY_TEXT),
    parking_restrictions: list(text(100)),
    last_updated: INSTANT,
  },
  ['uid', 'status', 'connectors', 'last_updated'],
);

/**
 * What a Location must be to be read without loss. Enumerations are open, as OCPI 2.3.0 has them; lengths are a little
 * wider than the ones of OCPI, which senders overstep. Members that it does not name are passed over.
 */
export const OCPI_LOCATION_SCHEMA = object(
  {
    country_code: { type: 'string', pattern: '^[A-Za-z]{2}$' },
    party_id: { type: 'string', pattern: '^[A-Za-z0-9]{3}$' },
    id: { type: 'string', pattern: '^[\\x21-\\x7e]([\\x20-\\x7e]{0,34}[\\x21-\\x7e])?$' },
    publish: { type: 'boolean' },
    publish_allowed_to: list({ type: 'object' }),
    name: nullable({ type: 'string', maxLength: 500 }),
    address: { type: 'string', maxLength: 500 },
    city: { type: 'string', maxLength: 500 },
    postal_code: nullable({ type: 'string', maxLength: 50 }),
    state: nullable({ type: 'string', maxLength: 100 }),
    country: { type: 'string', pattern: '^[A-Za-z]{3}$' },
    coordinates: GEO_LOCATION,
    related_locations: list(
      object({ latitude: DEGREES, longitude: DEGREES, name: nullable(DISPLAY_TEXT) }, ['latitude', 'longitude']),
    ),
    parking_type: nullable(text(100)),
    evses: list(OCPI_EVSE_SCHEMA),
    directions: list(DISPLAY_TEXT),
    operator: ORGANISATION,
    suboperator: ORGANISATION,
    owner: ORGANISATION,
    facilities: list(text(100)),
    time_zone: text(255),
    opening_times: nullable(
      object(
        {
          twentyfourseven: { type: 'boolean' },
          regular_hours: list(
            object({ weekday: { type: 'integer', minimum: 1, maximum: 7 }, period_begin: CLOCK, period_end: CLOCK }, [
              'weekday',
              'period_begin',
              'period_end',
            ]),
          ),
          exceptional_openings: PERIODS,
          exceptional_closings: PERIODS,
        },
        [],
      ),
    ),
    charging_when_closed: nullable({ type: 'boolean' }),
    images: list(
      object(
        {
          url: text(2_000),
          thumbnail: nullable(text(2_000)),
          category: nullable(text(100)),
          type: nullable(text(100)),
          width: nullable({ type: 'number' }),
          height: nullable({ type: 'number' }),
        },
        ['url'],
      ),
    ),
    energy_mix: nullable(
      object(
        {
          is_green_energy: { type: 'boolean' },
          energy_sources: list(object({ source: text(100), percentage: { type: 'number' } }, ['source', 'percentage'])),
          environ_impact: list(object({ category: text(100), amount: { type: 'number' } }, ['category', 'amount'])),
          supplier_name: nullable({ type: 'string', maxLength: 500 }),
          energy_product_name: nullable({ type: 'string', maxLength: 500 }),
        },
        ['is_green_energy'],
      ),
    ),
    help_phone: nullable({ type: 'string', maxLength: 50 }),
    last_updated: INSTANT,
  },
  [
    'country_code',
    'party_id',
    'id',
    'publish',
    'address',
    'city',
    'country',
    'coordinates',
    'time_zone',
    'last_updated',
  ],
);
