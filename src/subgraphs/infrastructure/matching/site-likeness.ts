import type { MatchableSite } from './matchable-site.js';
import { type StreetAddress, textLikeness, wordsLikeness } from './site-words.js';

/** Two records that seem to be of one site. */
export interface SiteLikeness {
  /** 0 to 1, in hundredths; 1 only where they share an EVSE identifier. */
  readonly score: number;
  /** Whole metres; null where a place is unknown or doubtful. */
  readonly distanceMetres: number | null;
  /** What they have in common, in the order of weight. */
  readonly reasons: readonly string[];
}

/** Sites further apart are never one, whatever else they share. */
export const FARTHEST_METRES = 250;

/** Coordinates of one site differ by as much between sources: nearer is not likelier. */
const SAME_PLACE_METRES = 20;

/** Different houses of one street are different sites beyond this. */
const SAME_HOUSE_METRES = 40;

/** What each fact counts. A fact that a source does not give counts as {@link UNKNOWN}: neither for nor against. */
const WEIGHTS = { DISTANCE: 0.35, ADDRESS: 0.25, OPERATOR: 0.2, NAME: 0.1, CONNECTORS: 0.1 } as const;

/** Below what makes a link of distance alone: 0.35 + 0.65 * 0.35 = 0.58. */
const UNKNOWN = 0.35;

/** From here on a fact is told as a reason. */
const REASON = 0.75;

/** Without an identifier in common nothing is certain. */
const HIGHEST_WITHOUT_IDENTIFIER = 0.99;

const EARTH_RADIUS_METRES = 6_371_000;

type Fact = keyof typeof WEIGHTS;

/**
 * How likely two records of different sources are of one site; null where they cannot be: of one source or party (which
 * tells its own sites apart), further apart than {@link FARTHEST_METRES}, different identifiers of one operator, or different houses of one street. The same from
 * either side.
 */
export function siteLikeness(left: MatchableSite, right: MatchableSite): SiteLikeness | null {
  if (left.system === right.system || left.party === right.party) return null;
  const metres = left.place === null || right.place === null ? null : metresBetween(left.place, right.place);
  if (metres !== null && metres > FARTHEST_METRES) return null;
  const distanceMetres = metres === null ? null : Math.round(metres);
  const shared = [...left.evseIds].some((evseId) => right.evseIds.has(evseId));
  const facts = factsOf(left, right, metres);
  const reasons = (Object.keys(WEIGHTS) as Fact[]).filter((fact) => (facts[fact] ?? 0) >= REASON);
  if (shared) return { score: 1, distanceMetres, reasons: ['EVSE_ID', ...reasons] };
  if (metres === null || [...left.evseOperators].some((operator) => right.evseOperators.has(operator))) return null;
  if (metres > SAME_HOUSE_METRES && facts.otherHouse) return null;
  const sum = (Object.keys(WEIGHTS) as Fact[]).reduce(
    (total, fact) => total + WEIGHTS[fact] * (facts[fact] ?? UNKNOWN),
    0,
  );
  const score = Math.min(HIGHEST_WITHOUT_IDENTIFIER, Math.round(sum * 100) / 100);
  return { score, distanceMetres, reasons };
}

/** Each 0 to 1, or null where one of the two does not say. */
function factsOf(
  left: MatchableSite,
  right: MatchableSite,
  metres: number | null,
): Readonly<Record<Fact, number | null>> & { readonly otherHouse: boolean } {
  const addresses = pairs(left.addresses, right.addresses).map(([one, other]) => addressLikeness(one, other));
  const address = highest(addresses.map(({ likeness }) => likeness));
  return {
    DISTANCE: metres === null ? null : nearness(metres),
    ADDRESS: address,
    OPERATOR: highest(pairs(left.operators, right.operators).map(([one, other]) => wordsLikeness(one, other))),
    NAME: left.name === null || right.name === null ? null : textLikeness(left.name, right.name),
    CONNECTORS: left.standards.size === 0 || right.standards.size === 0 ? null : share(left.standards, right.standards),
    // Told by the best of the lines: a name may hold an address that the address line does not.
    otherHouse: addresses.some(({ otherHouse }) => otherHouse) && (address ?? 0) < REASON,
  };
}

function nearness(metres: number): number {
  return Math.max(0, Math.min(1, (FARTHEST_METRES - metres) / (FARTHEST_METRES - SAME_PLACE_METRES)));
}

function addressLikeness(left: StreetAddress, right: StreetAddress): { likeness: number; otherHouse: boolean } {
  const likeness = textLikeness(left.street, right.street);
  const sameStreet = likeness >= 0.8;
  // Somewhere in the street may be anywhere in it.
  if (left.house === null || right.house === null) return { likeness: likeness * 0.8, otherHouse: false };
  const overlaps = left.house.from <= right.house.to && right.house.from <= left.house.to;
  if (!overlaps) return { likeness: likeness * 0.4, otherHouse: sameStreet };
  const sameLetter = left.house.letter === right.house.letter;
  return { likeness: sameLetter ? likeness : likeness * 0.9, otherHouse: false };
}

/** Of the kinds of connectors of both, the share that both have. */
function share(left: ReadonlySet<string>, right: ReadonlySet<string>): number {
  const common = [...left].filter((standard) => right.has(standard)).length;
  return common / (left.size + right.size - common);
}

function pairs<One, Other>(left: readonly One[], right: readonly Other[]): [One, Other][] {
  return left.flatMap((one) => right.map((other): [One, Other] => [one, other]));
}

function highest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}

interface Place {
  readonly longitude: number;
  readonly latitude: number;
}

/** Great-circle distance in metres (haversine). */
function metresBetween(left: Place, right: Place): number {
  const radians = Math.PI / 180;
  const dLatitude = (right.latitude - left.latitude) * radians;
  const dLongitude = (right.longitude - left.longitude) * radians;
  const across =
    Math.sin(dLatitude / 2) ** 2 +
    Math.cos(left.latitude * radians) * Math.cos(right.latitude * radians) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(across)));
}
