import type { RowKey } from '../../../database/find-by-key.js';
import { badUserInput } from '../../../kernel/errors/tripod-error.js';
import { parseGlobalId } from '../../../kernel/identity/global-id.js';
import type { Representation } from '../../../kernel/subgraph/subgraph-definition.js';

/** The natural key of OCPI: a tariff's id is unique within its party, a party within its country. */
export interface ChargingTariffKey {
  /** ISO 3166-1 alpha-2 of the country where the party is registered. */
  readonly countryCode: string;
  /** OCPI party_id. */
  readonly partyId: string;
  /** OCPI id of the tariff. */
  readonly tariffId: string;
}

/** The stored `_id` of a tariff. */
export function tariffRowId({ countryCode, partyId, tariffId }: ChargingTariffKey): string {
  return `${countryCode}*${partyId}*${tariffId}`;
}

/** The stored `_id` that a caller means by country, party and either the OCPI id or a global id. */
export function tariffRowIdOfParts(countryCode: string, partyId: string, id: string): string {
  const parsed = parseGlobalId(id);
  if (parsed?.typeName !== 'ChargingTariff') {
    return tariffRowId({ countryCode, partyId, tariffId: id });
  }
  if (!parsed.key.startsWith(tariffRowId({ countryCode, partyId, tariffId: '' }))) {
    throw badUserInput('id', 'is the global id of a tariff of another country or party');
  }
  return parsed.key;
}

/** The stored `_id` behind a reference with either key; null where it carries neither. */
export function tariffRowIdOfReference({ id, countryCode, partyId, tariffId }: Representation): string | null {
  if (typeof countryCode === 'string' && typeof partyId === 'string' && typeof tariffId === 'string') {
    return tariffRowId({ countryCode, partyId, tariffId });
  }
  const parsed = typeof id === 'string' ? parseGlobalId(id) : null;
  return parsed?.typeName === 'ChargingTariff' ? parsed.key : null;
}

const ROW_ID = /^[A-Z]{2}\*[^*]{1,3}\*/;

/**
 * The stored `_id`s behind the tariff ids of a connector, which name tariffs of the site's party by their OCPI id, or
 * any tariff by its `_id`.
 *
 * @param locationRowId `_id` of the site: `countryCode*partyId*locationId`
 */
export function tariffRowIdsOf(locationRowId: string, tariffIds: readonly string[]): string[] {
  const [countryCode = '', partyId = ''] = locationRowId.split('*');
  return tariffIds.map((tariffId) =>
    ROW_ID.test(tariffId) ? tariffId : tariffRowId({ countryCode, partyId, tariffId }),
  );
}

/** Tariffs are kept in the cluster of the country where their party is registered, with which their key begins. */
export function tariffRowKey(rowId: string): RowKey {
  const country = /^([A-Z]{2})\*/.exec(rowId)?.[1];
  return country === undefined ? { id: rowId } : { id: rowId, country };
}
