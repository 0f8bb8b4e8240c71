import { type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';
import { type CursorPosition, encodeCursor } from './cursor.js';

@Directive('@shareable')
@ObjectType({ simpleResolvers: true, description: 'Where a page stands in its list (Relay).' })
class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** One page of a list as resolvers return it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly node: Node; readonly cursor: string }[];
  readonly pageInfo: PageInfo;
  readonly totalCount: number | null;
}

/** Declares the connection and edge types of a node type. */
export function connectionType<Node extends object>(
  name: string,
  nodeClass: () => ClassType<Node>,
): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`, { simpleResolvers: true })
  class Edge {
    @Field(nodeClass)
    node!: Node;

    @Field(() => String)
    cursor!: string;
  }

  @ObjectType(`${name}Connection`, { simpleResolvers: true, description: `A page of a list of ${name} (Relay).` })
  class Connection {
    @Field(() => [nodeClass()])
    nodes!: Node[];

    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;

    @Field(() => Int, { nullable: true, description: 'Length of the whole list; counted only when asked for.' })
    totalCount!: number | null;
  }
  return Connection;
}

/** A page of rows. Cursors are made only where the operation asks for them. */
class RowPage<Row, Node> implements Page<Node> {
  readonly nodes: readonly Node[];
  readonly totalCount: number | null;
  readonly #rows: readonly Row[];
  readonly #hasNextPage: boolean;
  readonly #hasPreviousPage: boolean;
  readonly #positionOf: (row: Row) => CursorPosition;

  constructor(options: PageOptions<Row, Node>) {
    this.#rows = options.rows.slice(0, options.first);
    this.#hasNextPage = options.rows.length > options.first;
    this.#hasPreviousPage = options.after !== undefined && options.after !== null;
    this.#positionOf = options.positionOf;
    this.nodes = this.#rows.map(options.view);
    this.totalCount = options.totalCount ?? null;
  }

  get edges(): { node: Node; cursor: string }[] {
    return this.nodes.map((node, index) => ({ node, cursor: this.#cursor(index) ?? '' }));
  }

  get pageInfo(): PageInfo {
    return {
      hasNextPage: this.#hasNextPage,
      hasPreviousPage: this.#hasPreviousPage,
      startCursor: this.#cursor(0),
      endCursor: this.#cursor(this.#rows.length - 1),
    };
  }

  #cursor(index: number): string | null {
    const row = this.#rows[index];
    return row === undefined ? null : encodeCursor(this.#positionOf(row));
  }
}

export interface PageOptions<Row, Node> {
  /** Up to `first + 1` rows: the one too many tells that there is a next page. */
  rows: readonly Row[];
  first: number;
  after?: string | null | undefined;
  totalCount?: number | null;
  view(row: Row): Node;
  positionOf(row: Row): CursorPosition;
}

/** Makes a page of rows read with `first + 1` as limit. */
export function pageOf<Row, Node>(options: PageOptions<Row, Node>): Page<Node> {
  return new RowPage(options);
}
