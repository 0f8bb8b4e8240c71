import type { LocationLinkRecord } from '../location/location-details.model.js';
import type { MatchableSite } from './matchable-site.js';
import { FARTHEST_METRES, type SiteLikeness, siteLikeness } from './site-likeness.js';

/** Pairs below this are not linked. */
const LOWEST_SCORE = 0.6;

/** Links that a record has at most: a site that every row of a register claims is no site. */
const MOST_LINKS = 50;

const METRES_PER_DEGREE = 111_195;

interface Pair extends SiteLikeness {
  readonly left: MatchableSite;
  readonly right: MatchableSite;
}

/**
 * Which records of different sources are of one site: pairs of at least {@link LOWEST_SCORE} that are the best match,
 * in the other's source, of at least one of the two. So the two charging posts of a street are linked each with its
 * own, and several rows of a register with the one record that stands for all of them. Independent of the order of the
 * sites; a link is known to both of its ends.
 * @returns links by `_id`, surest first; records without links are left out
 */
export function siteLinks(sites: Iterable<MatchableSite>): Map<string, LocationLinkRecord[]> {
  const pairs = likelyPairs([...sites]);
  const best = new Map<string, number>();
  for (const { left, right, score } of pairs) {
    for (const key of [bestKey(left, right), bestKey(right, left)]) best.set(key, Math.max(best.get(key) ?? 0, score));
  }
  const kept = pairs.filter(
    ({ left, right, score }) =>
      score === 1 || score >= (best.get(bestKey(left, right)) ?? 0) || score >= (best.get(bestKey(right, left)) ?? 0),
  );
  const links = new Map<string, LocationLinkRecord[]>();
  const counts = new Map<string, number>();
  for (const { left, right, score, distanceMetres, reasons } of kept.sort(surestFirst)) {
    const [ofLeft, ofRight] = [counts.get(left.id) ?? 0, counts.get(right.id) ?? 0];
    if (ofLeft >= MOST_LINKS || ofRight >= MOST_LINKS) continue;
    counts.set(left.id, ofLeft + 1);
    counts.set(right.id, ofRight + 1);
    for (const [own, other] of [
      [left, right],
      [right, left],
    ] as const) {
      const link = { locationId: other.id, distanceMetres, reasons: [...reasons], score };
      links.set(own.id, [...(links.get(own.id) ?? []), link]);
    }
  }
  for (const own of links.values())
    own.sort((one, other) => other.score - one.score || order(one.locationId, other.locationId));
  return links;
}

function bestKey(site: MatchableSite, other: MatchableSite): string {
  return `${site.id}\n${other.system}`;
}

function order(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

function surestFirst(one: Pair, other: Pair): number {
  return other.score - one.score || order(one.left.id, other.left.id) || order(one.right.id, other.right.id);
}

/** Pairs that are near enough or share an identifier, `left` before `right` by `_id`. */
function likelyPairs(sites: readonly MatchableSite[]): Pair[] {
  const cells = new SiteCells();
  const byEvseId = new Map<string, MatchableSite[]>();
  const pairs: Pair[] = [];
  for (const site of [...sites].sort((one, other) => order(one.id, other.id))) {
    const candidates = new Set(cells.around(site));
    for (const evseId of site.evseIds) for (const other of byEvseId.get(evseId) ?? []) candidates.add(other);
    for (const other of candidates) {
      const likeness = siteLikeness(other, site);
      if (likeness !== null && likeness.score >= LOWEST_SCORE) pairs.push({ ...likeness, left: other, right: site });
    }
    cells.add(site);
    for (const evseId of site.evseIds) byEvseId.set(evseId, [...(byEvseId.get(evseId) ?? []), site]);
  }
  return pairs;
}

/** Sites by cells of a grid that are at least as large as the farthest distance, so that neighbours are in nine cells. */
class SiteCells {
  private readonly cells = new Map<string, MatchableSite[]>();

  add(site: MatchableSite): void {
    if (site.place === null) return;
    const key = cellsOf(site.place, 0)[0] ?? '';
    const cell = this.cells.get(key);
    if (cell === undefined) this.cells.set(key, [site]);
    else cell.push(site);
  }

  *around({ place }: MatchableSite): Generator<MatchableSite> {
    if (place === null) return;
    for (const key of cellsOf(place, 1)) yield* this.cells.get(key) ?? [];
  }
}

/** Keys of the cells up to so many rows and columns away. Columns are as wide as the row's parallel demands. */
function cellsOf({ longitude, latitude }: NonNullable<MatchableSite['place']>, reach: number): string[] {
  const height = FARTHEST_METRES / METRES_PER_DEGREE;
  const row = Math.floor(latitude / height);
  const keys: string[] = [];
  for (let atRow = row - reach; atRow <= row + reach; atRow += 1) {
    const columns = columnsOf(atRow * height);
    const column = Math.floor(((longitude + 180) / 360) * columns);
    // Neighbouring rows have columns of other widths: one more to each side covers what they shift.
    const across = reach === 0 ? 0 : reach + 1;
    for (let at = column - across; at <= column + across; at += 1) keys.push(`${atRow}:${(at + columns) % columns}`);
  }
  return [...new Set(keys)];
}

/** How many columns of at least the farthest distance fit around a parallel. */
function columnsOf(latitude: number): number {
  const metres = 360 * METRES_PER_DEGREE * Math.cos(Math.min(89.9, Math.abs(latitude) + 0.01) * (Math.PI / 180));
  return Math.max(1, Math.floor(metres / FARTHEST_METRES));
}
