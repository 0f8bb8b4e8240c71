import type { ChargingLocationRecord } from '../location/charging-location.model.js';
import { operatorWords, plainText, type StreetAddress, streetAddress } from './site-words.js';

/** The stored fields that decide whether two records are of one site. */
export const MATCHED_FIELDS = [
  'publish',
  'deletedAt',
  'changeNumber',
  'name',
  'address',
  'operator',
  'suboperator',
  'owner',
  'location',
  'geoQuality',
  'links',
  'evses.evseId',
  'evses.connectors.standard',
  'provenance.source.system',
] as const;

export type MatchedRecord = Pick<
  ChargingLocationRecord,
  | '_id'
  | 'publish'
  | 'deletedAt'
  | 'changeNumber'
  | 'name'
  | 'address'
  | 'operator'
  | 'suboperator'
  | 'owner'
  | 'location'
  | 'geoQuality'
  | 'links'
> & {
  readonly evses?: readonly {
    readonly evseId?: string | null;
    readonly connectors?: readonly { readonly standard: string }[];
  }[];
  readonly provenance: { readonly source: { readonly system: string } };
};

/** A site made ready to be compared with many others. */
export interface MatchableSite {
  readonly id: string;
  /** Name of the register or data set. */
  readonly system: string;
  /** Country and party of OCPI, who tells its own sites apart. */
  readonly party: string;
  /** Degrees; null where unknown or doubtful, since a doubtful place is no evidence. */
  readonly place: { readonly longitude: number; readonly latitude: number } | null;
  readonly operators: readonly (readonly string[])[];
  /** Of the address and, where it reads like one, of the name. */
  readonly addresses: readonly StreetAddress[];
  readonly name: string | null;
  /** eMI3 identifiers without separators. */
  readonly evseIds: ReadonlySet<string>;
  /** Country and operator with which the identifiers begin. */
  readonly evseOperators: ReadonlySet<string>;
  readonly standards: ReadonlySet<string>;
}

/** A connector of an unknown kind says nothing. */
const NO_STANDARD = /^(unknown|other)$/i;

/** "DE*ABC*E1*2" and "deabce12" are the same identifier (eMI3 makes separators optional). */
function plainEvseId(evseId: string): string {
  return evseId.toUpperCase().replace(/[^A-Z0-9]/g, '');
}

/** How sources write an identifier: as this one does, without separators, and with those behind country and operator. */
export function evseIdSpellings(evseId: string): string[] {
  const plain = plainEvseId(evseId);
  const parts = /^([A-Z]{2})([A-Z0-9]{3})(.+)$/.exec(plain);
  return parts === null ? [evseId, plain] : [evseId, plain, parts.slice(1).join('*')];
}

/** Makes a stored site ready to be compared. */
export function matchableSite(record: MatchedRecord): MatchableSite {
  const { location, geoQuality } = record;
  const isSure = location && (geoQuality === 'EXACT' || geoQuality === 'GEOCODED');
  const words = [record.operator, record.suboperator, record.owner].filter((name) => !!name).map(String);
  const lines = [record.address, record.name].flatMap((line) => (line ? (streetAddress(line) ?? []) : []));
  const { evses = [] } = record;
  const evseIds = new Set(evses.flatMap(({ evseId }) => (evseId ? [plainEvseId(evseId)] : [])));
  const standards = evses.flatMap(({ connectors = [] }) => connectors.map(({ standard }) => standard));
  return {
    id: record._id,
    system: record.provenance.source.system,
    party: record._id.split('*', 2).join('*'),
    place: isSure ? { longitude: location.coordinates[0], latitude: location.coordinates[1] } : null,
    operators: words.map(operatorWords),
    addresses: lines,
    name: record.name ? plainText(record.name) : null,
    evseIds,
    evseOperators: new Set([...evseIds].map((evseId) => evseId.slice(0, 5))),
    standards: new Set(standards.filter((standard) => !NO_STANDARD.test(standard))),
  };
}
