import { readdirSync, readFileSync } from 'node:fs';

/** One file of cases; `case-file.schema.json` says it for everybody else. */
export interface CaseFile {
  readonly title: string;
  readonly description: string;
  /** Lines of a supergraph SDL. Absent: the subgraphs are composed. */
  readonly supergraph?: readonly string[];
  readonly subgraphs: Readonly<Record<string, SubgraphData>>;
  readonly cases: readonly Case[];
}

export interface SubgraphData {
  /** Lines of the subgraph's SDL. */
  readonly sdl: readonly string[];
  readonly data: {
    readonly Query?: JsonObject;
    readonly Mutation?: JsonObject;
    /** The events of each field. */
    readonly Subscription?: Readonly<Record<string, readonly unknown[]>>;
    readonly entities?: readonly JsonObject[];
  };
}

export type JsonObject = Readonly<Record<string, unknown>>;

export interface Case {
  readonly name: string;
  readonly claims: {
    readonly authenticated: boolean;
    readonly scopes: readonly string[];
    readonly policies: readonly string[];
  };
  readonly mode: 'filter' | 'reject';
  readonly operation: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly expected: Answer | { readonly events: readonly Answer[] };
  /** For each subgraph that is asked, the coordinates of all fields it is asked for, sorted. */
  readonly requests: Readonly<Record<string, readonly string[]>>;
}

export interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly { readonly path: readonly (string | number)[]; readonly code: string }[];
}

/** All case files of the suite, sorted by their names. */
export function readCaseFiles(): CaseFile[] {
  const directory = new URL('cases/', import.meta.url);
  const names = readdirSync(directory).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => JSON.parse(readFileSync(new URL(name, directory), 'utf8')) as CaseFile);
}
