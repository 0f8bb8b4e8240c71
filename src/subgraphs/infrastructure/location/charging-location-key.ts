import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { parseGlobalId } from '../../../kernel/identity/global-id.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';

/** The natural key of OCPI: a location's id is unique within its party, a party within its country. */
export interface ChargingLocationKey {
  /** ISO 3166-1 alpha-2 of the country where the party is registered. */
  readonly countryCode: string;
  /** OCPI party_id. */
  readonly partyId: string;
  /** OCPI id of the location. */
  readonly locationId: string;
}

/** The stored `_id` of a location. */
export function rowIdOf({ countryCode, partyId, locationId }: ChargingLocationKey): string {
  return `${countryCode}*${partyId}*${locationId}`;
}

/**
 * The stored `_id` that a caller means by country, party and either the OCPI id or a global id. BAD_USER_INPUT for a
 * global id that names another country or party.
 */
export function rowIdOfParts(countryCode: string, partyId: string, id: string): string {
  const parsed = parseGlobalId(id);
  if (parsed?.typeName !== 'ChargingLocation') {
    return rowIdOf({ countryCode, partyId, locationId: id });
  }
  if (!parsed.key.startsWith(rowIdOf({ countryCode, partyId, locationId: '' }))) {
    throw badUserInput('id', 'is the global id of a location of another country or party');
  }
  return parsed.key;
}

/** The stored `_id` behind a reference with either key; null where it carries neither. */
export function rowIdOfReference({ id, countryCode, partyId, locationId }: Representation): string | null {
  if (typeof countryCode === 'string' && typeof partyId === 'string' && typeof locationId === 'string') {
    return rowIdOf({ countryCode, partyId, locationId });
  }
  const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
  return parsed?.typeName === 'ChargingLocation' ? parsed.key : null;
}
