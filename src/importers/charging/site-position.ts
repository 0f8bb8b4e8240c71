import { iso1A2Codes } from '@rapideditor/country-coder';
import type { GeoPointRecord } from '../../kernel/geo/geo-point.record.js';
import type { Finding } from '../pipeline/finding.js';

/** Where a source says that something stands: not checked. */
export interface PlaceDraft {
  readonly coordinates?: { readonly longitude: number; readonly latitude: number } | null;
  /** How good the source says its coordinates are; EXACT unless it says. */
  readonly geoQuality?: 'EXACT' | 'GEOCODED' | 'SUSPECT' | null;
}

/** Where a site stands, as stored, and what is doubtful about it. */
export interface SitePosition {
  readonly location: GeoPointRecord | null;
  readonly geoQuality: 'EXACT' | 'GEOCODED' | 'SUSPECT' | 'MISSING';
  /** OUT_OF_RANGE, SWAPPED, WRONG_SIGN, OUTSIDE_COUNTRY, NULL_ISLAND. */
  readonly geoIssues: readonly string[];
}

type Place = readonly [longitude: number, latitude: number];

function isOnEarth([longitude, latitude]: Place): boolean {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
}

/** True in the country, its waters and its territories overseas. */
function isIn(country: string, place: Place): boolean {
  return isOnEarth(place) && iso1A2Codes([place[0], place[1]]).includes(country);
}

/** How coordinates that do not lie in the country would lie in it. */
function issueOf(country: string | null, [longitude, latitude]: Place): string | null {
  if (longitude === 0 && latitude === 0) return 'NULL_ISLAND';
  if (country === null) return isOnEarth([longitude, latitude]) ? null : 'OUT_OF_RANGE';
  if (isIn(country, [longitude, latitude])) return null;
  if (isIn(country, [latitude, longitude])) return 'SWAPPED';
  const signs: Place[] = [
    [-longitude, latitude],
    [longitude, -latitude],
    [-longitude, -latitude],
  ];
  if (signs.some((place) => isIn(country, place))) return 'WRONG_SIGN';
  return isOnEarth([longitude, latitude]) ? 'OUTSIDE_COUNTRY' : 'OUT_OF_RANGE';
}

/**
 * Checks the coordinates of a site against its country. Doubtful ones are kept as they are and flagged, never moved;
 * only numbers that are no place on earth cannot be stored.
 * @param country ISO 3166-1 alpha-2; null where unknown
 */
export function sitePosition(draft: PlaceDraft, country: string | null, findings: Finding[]): SitePosition {
  const { coordinates = null, geoQuality } = draft;
  if (coordinates === null) return { location: null, geoQuality: 'MISSING', geoIssues: [] };
  const place: Place = [coordinates.longitude, coordinates.latitude];
  const issue = issueOf(country, place);
  if (issue !== null) {
    const message = `${place[1]}, ${place[0]} is not in ${country ?? 'any country'}${ISSUE_WORDS[issue] ?? ''}`;
    findings.push({ field: 'coordinates', code: issue, message });
  }
  if (!isOnEarth(place)) return { location: null, geoQuality: 'SUSPECT', geoIssues: issue === null ? [] : [issue] };
  return {
    location: { type: 'Point', coordinates: [place[0], place[1]] },
    geoQuality: issue === null ? (geoQuality ?? 'EXACT') : 'SUSPECT',
    geoIssues: issue === null ? [] : [issue],
  };
}

const ISSUE_WORDS: Readonly<Record<string, string>> = {
  SWAPPED: '; with latitude and longitude exchanged it would be',
  WRONG_SIGN: '; with another sign it would be',
};
