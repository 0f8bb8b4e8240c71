import { isLocalDate } from '../../../kernel/scalars/local-date.js';
import type { CountryExtension, RegionReference, TradeRegionMembershipReference } from './country.type.js';

/**
 * The country that a reference names, with those of its places that the gateway sent along. Null where the reference
 * names none; parts of another shape than the graph's are left out.
 */
export function countryOfReference(reference: unknown): CountryExtension | null {
  if (!isObject(reference) || typeof reference.code !== 'string') {
    return null;
  }
  const { code, region, subregion, tradeRegions } = reference;
  return {
    code,
    region: regionOf(region),
    subregion: regionOf(subregion),
    tradeRegions: Array.isArray(tradeRegions) ? tradeRegions.flatMap(membershipOf) : [],
  };
}

function regionOf(value: unknown): RegionReference | null {
  return isObject(value) && typeof value.code === 'string' ? { code: value.code } : null;
}

function membershipOf(value: unknown): TradeRegionMembershipReference[] {
  return isObject(value) && typeof value.code === 'string'
    ? [{ code: value.code, validFrom: dateOf(value.validFrom), validTo: dateOf(value.validTo) }]
    : [];
}

function dateOf(value: unknown): string | null {
  return typeof value === 'string' && isLocalDate(value) ? value : null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
