import { readFileSync } from 'node:fs';
import { GraphQLError } from 'graphql';

/** The part of a request that says which document to run, before anything of it is known to be well-formed. */
export interface DocumentReference {
  readonly query?: unknown;
  /** The id of a persisted document (GraphQL over HTTP, appendix on persisted documents), `sha256:` before it or not. */
  readonly documentId?: unknown;
  /** Apollo's way: `{ persistedQuery: { version: 1, sha256Hash } }`. */
  readonly extensions?: unknown;
}

export interface TrustedDocumentsOptions {
  /** Documents by hash. */
  readonly documents: ReadonlyMap<string, string>;
  /** Nothing but trusted documents runs. */
  readonly only: boolean;
}

/** Documents that were registered when their clients were built, run by their hash. */
export class TrustedDocuments {
  readonly #documents: ReadonlyMap<string, string>;
  readonly #texts: ReadonlySet<string>;
  /** Safelist: every other document is refused. */
  readonly only: boolean;

  constructor({ documents, only }: TrustedDocumentsOptions) {
    this.#documents = documents;
    this.#texts = new Set(documents.values());
    this.only = only;
  }

  get size(): number {
    return this.#documents.size;
  }

  /**
   * The text of the trusted document that is asked for, by id or by its text; undefined where it is none and others may run.
   * @throws GraphQLError with DOCUMENT_NOT_TRUSTED where nothing else may, with PERSISTED_QUERY_NOT_FOUND for an unknown
   *   `documentId`
   */
  resolve({ query, documentId, extensions }: DocumentReference): string | undefined {
    const id = typeof documentId === 'string' ? documentId.replace(/^sha256:/, '') : persistedHash(extensions);
    const text = id === undefined ? undefined : this.#documents.get(id);
    if (text !== undefined) {
      return text;
    }
    if (this.only) {
      if (typeof query === 'string' && this.#texts.has(query)) {
        return query;
      }
      throw notTrusted();
    }
    if (typeof documentId === 'string') {
      throw new GraphQLError('There is no document with this id.', {
        extensions: { code: 'PERSISTED_QUERY_NOT_FOUND', http: { status: 404 } },
      });
    }
    return undefined;
  }
}

/**
 * Reads a manifest as graphql-codegen writes it (`persistedDocuments`): one JSON object, hash to document.
 * @throws Error that names the file and what is wrong with it
 */
export function readTrustedDocuments(file: string): ReadonlyMap<string, string> {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (typeof manifest !== 'object' || manifest === null || Array.isArray(manifest)) {
    throw new Error(`${file} must hold one object of documents by hash`);
  }
  const documents = new Map<string, string>();
  for (const [hash, document] of Object.entries(manifest)) {
    if (typeof document !== 'string' || document.trim() === '') {
      throw new Error(`${file}: the document of "${hash}" is no text`);
    }
    documents.set(hash, document);
  }
  return documents;
}

function persistedHash(extensions: unknown): string | undefined {
  const { persistedQuery } = (extensions ?? {}) as Record<string, unknown>;
  const { sha256Hash } = (persistedQuery ?? {}) as Record<string, unknown>;
  return typeof sha256Hash === 'string' ? sha256Hash : undefined;
}

function notTrusted(): GraphQLError {
  return new GraphQLError('Only registered documents run here; send the id of one.', {
    extensions: { code: 'DOCUMENT_NOT_TRUSTED', http: { status: 403 } },
  });
}
