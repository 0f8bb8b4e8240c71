/** A page of a connection, as stored operations read it. */
export interface PageReading<Node> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly nodes: readonly Node[];
}

export interface PagesReading<Node> {
  readonly nodes: readonly Node[];
  /** False where a page was out of reach, or the list is longer than what is read of it. */
  readonly complete: boolean;
}

/** 200 a page: ten thousand rows, after which an answer says that it is not whole. */
const MOST_PAGES = 50;

/** Reads a list to its end, page by page. `read` gives the page after a cursor; null where it is out of reach. */
export async function readPages<Node>(
  read: (after: string | null) => Promise<PageReading<Node> | null>,
): Promise<PagesReading<Node>> {
  const nodes: Node[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page: PageReading<Node> | null = await read(after);
    if (page === null) return { nodes, complete: false };
    nodes.push(...page.nodes);
    if (!page.pageInfo.hasNextPage) return { nodes, complete: true };
    after = page.pageInfo.endCursor;
  }
  return { nodes, complete: false };
}
