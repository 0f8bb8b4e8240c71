/** An operation that is part of the program: its text, and the name under which it is told of in errors. */
export interface StoredOperation {
  readonly name: string;
  readonly source: string;
}

/** An error of the graph, as clients see it. */
export interface GraphReadError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/** What a reader needs to know of the request within which it reads: the context of its resolvers. */
export interface ReadingRequest {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string | string[] | undefined>> | undefined;
}

/** What the graph answered: as in JSON, so that scalars are texts and numbers. */
export interface GraphReading<Data> {
  /** Null where nothing came back. */
  readonly data: Data | null;
  readonly errors: readonly GraphReadError[];
}

/**
 * Reads the whole graph from inside a subgraph, with the rights of the request's caller: in the same process through the
 * gateway, or over HTTP where the subgraph runs alone. Only what is computed from several subgraphs needs it.
 */
export interface GraphReader {
  /** Never rejects for errors of the graph: they are in the reading. Rejects where the graph cannot be reached at all. */
  read<Data>(
    operation: StoredOperation,
    variables: Readonly<Record<string, unknown>>,
    context: ReadingRequest,
  ): Promise<GraphReading<Data>>;
}
