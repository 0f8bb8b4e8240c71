/** What decides which of linked sites counts. */
interface LinkedSite {
  /** `_id` of the site; null where the row stands for many. */
  readonly site: string | null;
  readonly links: readonly string[];
  readonly points: number;
  readonly watts: number;
}

/**
 * Of sites that are linked to each other, directly or through others, the one with the most points in operation, then
 * with the most power, then with the first key. Rows without a site stand for many and are always kept.
 */
export function withoutDuplicates<Row extends LinkedSite>(rows: readonly Row[]): { kept: Row[]; duplicates: number } {
  const bySite = new Map(rows.flatMap((row) => (row.site === null ? [] : [[row.site, row] as const])));
  const neighbours = new Map<string, Set<string>>([...bySite.keys()].map((site) => [site, new Set<string>()]));
  for (const [site, { links }] of bySite) {
    for (const other of links) {
      // A link may be stored at one of the two only.
      if (bySite.has(other)) {
        neighbours.get(site)?.add(other);
        neighbours.get(other)?.add(site);
      }
    }
  }
  const kept = rows.filter(({ site }) => site === null);
  const seen = new Set<string>();
  for (const site of bySite.keys()) {
    const group = reachable(site, neighbours, seen).flatMap((member) => bySite.get(member) ?? []);
    const [best] = group.sort(
      (left, right) =>
        right.points - left.points || right.watts - left.watts || ((left.site ?? '') < (right.site ?? '') ? -1 : 1),
    );
    if (best !== undefined) {
      kept.push(best);
    }
  }
  return { kept, duplicates: rows.length - kept.length };
}

/** All sites that hang together with one, itself included; none where it was reached before. */
function reachable(start: string, neighbours: ReadonlyMap<string, ReadonlySet<string>>, seen: Set<string>): string[] {
  const found: string[] = [];
  const open = [start];
  for (let site = open.pop(); site !== undefined; site = open.pop()) {
    if (!seen.has(site)) {
      seen.add(site);
      found.push(site);
      open.push(...(neighbours.get(site) ?? []));
    }
  }
  return found;
}
