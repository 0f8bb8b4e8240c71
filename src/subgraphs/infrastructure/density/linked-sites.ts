/** Figures of all sites of one source without links, or (with `site`) of one that is linked to others. */
export interface SiteFigures {
  readonly system: string;
  /** `_id` of the site; null for all others together. */
  readonly site: string | null;
  /** `_id`s of records of other sources that seem to be the same site. */
  readonly links: readonly string[];
}

/**
 * Of sites that are linked to each other, directly or through others, those of one source: the one that ranks highest
 * with all of its records among them together, since a register may have a record for each post of a site; of equals
 * the one with the first key. Rows without a site stand for many and are always kept.
 * @param rank figures that are added up for each source and compared in their order
 */
export function withoutDuplicates<Row extends SiteFigures>(
  rows: readonly Row[],
  rank: (row: Row) => readonly number[],
): { kept: Row[]; duplicates: number } {
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
    kept.push(...bestSource(group, rank));
  }
  return { kept, duplicates: rows.length - kept.length };
}

function bestSource<Row extends SiteFigures>(rows: readonly Row[], rank: (row: Row) => readonly number[]): Row[] {
  const sources = new Map<string, { sums: number[]; firstKey: string; rows: Row[] }>();
  for (const row of rows) {
    const key = row.site ?? '';
    const source = sources.get(row.system);
    const figures = rank(row);
    sources.set(row.system, {
      sums: figures.map((figure, at) => figure + (source?.sums[at] ?? 0)),
      firstKey: source === undefined || key < source.firstKey ? key : source.firstKey,
      rows: [...(source?.rows ?? []), row],
    });
  }
  const [best] = [...sources.values()].sort((left, right) => {
    const at = left.sums.findIndex((figure, index) => figure !== right.sums[index]);
    return at === -1 ? (left.firstKey < right.firstKey ? -1 : 1) : (right.sums[at] ?? 0) - (left.sums[at] ?? 0);
  });
  return best?.rows ?? [];
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
