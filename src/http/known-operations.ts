import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { LruCache } from '../gateway/lru-cache.js';

const MAXIMUM_DOCUMENTS = 1_000;
/** A parsed document takes some hundred times the memory of its text. */
const MAXIMUM_SOURCE_CHARACTERS = 1024 * 1024;

interface KnownDocument {
  readonly document: DocumentNode;
  /** Undefined stands for the only operation of a document. */
  readonly operations: ReadonlyMap<string | undefined, OperationDefinitionNode>;
}

/** A request that names an operation which has been let through before. */
export interface KnownOperation {
  readonly source: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | undefined;
  readonly variables: Record<string, unknown> | undefined;
}

/** Fields of a request body that take it no further than to an operation and its variables (GraphQL over HTTP). */
const PLAIN_FIELDS: ReadonlySet<string> = new Set(['query', 'operationName', 'variables']);

/**
 * Remembers documents that Apollo Server has parsed and let through, so that they need not pass it again: for a plain request
 * for one of them it would only find, in a dozen asynchronous steps, that everything is as it was.
 */
export class KnownOperations {
  readonly #documents = new LruCache<KnownDocument>(MAXIMUM_DOCUMENTS, MAXIMUM_SOURCE_CHARACTERS);

  remember(source: string, document: DocumentNode): void {
    if (this.#documents.get(source) !== undefined) {
      return;
    }
    const operations = new Map<string | undefined, OperationDefinitionNode>();
    const definitions = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
    for (const definition of definitions) {
      if (definition.name !== undefined) operations.set(definition.name.value, definition);
      if (definitions.length === 1) operations.set(undefined, definition);
    }
    this.#documents.set(source, { document, operations }, source.length);
  }

  /** What a body asks for, where it is plain and its operation is known; undefined for everything else. */
  find(body: unknown): KnownOperation | undefined {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      return undefined;
    }
    for (const field in body) {
      if (!PLAIN_FIELDS.has(field)) return undefined;
    }
    const { query, operationName, variables } = body as Record<string, unknown>;
    if (typeof query !== 'string' || !isVariables(variables)) {
      return undefined;
    }
    const name = operationName ?? undefined;
    const known = this.#documents.get(query);
    const operation = known?.operations.get(name as string | undefined);
    if (known === undefined || operation === undefined) {
      return undefined;
    }
    return {
      source: query,
      document: known.document,
      operation,
      operationName: name as string | undefined,
      variables: variables ?? undefined,
    };
  }
}

function isVariables(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));
}
