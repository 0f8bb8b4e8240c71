import type { JsonObject } from '../json/json-records.js';

/** Kinds of objects in OCPI files. */
export type OcpiObjectKind = 'Location' | 'Tariff' | 'Session' | 'CDR' | 'Token' | 'EVSE' | 'Connector' | 'patch';

/** Members by which an object is known, whatever else it lacks; the more telling kinds first. */
const SIGNS: readonly (readonly [kind: OcpiObjectKind, anyOf: readonly string[]])[] = [
  ['CDR', ['cdr_token', 'cdr_location', 'total_cost']],
  ['Session', ['auth_method', 'start_date_time', 'kwh']],
  ['Token', ['contract_id', 'whitelist', 'issuer']],
  ['Location', ['evses', 'publish', 'publish_allowed_to', 'time_zone', 'address']],
  ['EVSE', ['connectors', 'evse_id', 'uid']],
  ['Tariff', ['elements', 'currency']],
  ['Connector', ['standard', 'power_type', 'max_voltage']],
];

/** Members that PATCH bodies and fragments of the documentation have. */
const PATCH_SIGNS = ['last_updated', 'country_code', 'party_id', 'opening_times', 'energy_mix', 'twentyfourseven'];

/** What an object is by its members; null for none of OCPI. */
export function objectKind(object: JsonObject): OcpiObjectKind | null {
  const kind = SIGNS.find(([, signs]) => signs.some((name) => name in object))?.[0];
  if (kind !== undefined) return kind;
  return [...PATCH_SIGNS, 'is_green_energy'].some((name) => name in object) ? 'patch' : null;
}
