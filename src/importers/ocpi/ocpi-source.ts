import type { JsonObject } from '../json/json-records.js';
import type { DraftProvenance } from '../pipeline/draft-schema.js';

/**
 * Where an OCPI object comes from: its party.
 * @param fetchedAt YYYY-MM-DD
 */
export function ocpiSource(
  { country_code, party_id }: JsonObject,
  fetchedAt: string,
): Omit<DraftProvenance, 'recordId'> {
  return { system: ocpiSystem(String(country_code), String(party_id)), licence: 'NOASSERTION', fetchedAt };
}

/** The name under which the objects of a party are stored. */
export function ocpiSystem(countryCode: string, partyId: string): string {
  return `OCPI ${countryCode}*${partyId}`.toUpperCase();
}
