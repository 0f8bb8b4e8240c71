import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LruCache } from '../gateway/lru-cache.js';

const MAXIMUM_DOCUMENTS = 1_000;
/** A parsed document takes some hundred times the memory of its text. */
const MAXIMUM_SOURCE_CHARACTERS = 1024 * 1024;

/**
 * Where Apollo Server keeps parsed documents, those that the gateway will refuse included. Its own store weighs a document
 * by its JSON, which is a fraction of the memory that it holds.
 */
export function documentStore(): NonNullable<ApolloServerOptions<BaseContext>['documentStore']> {
  const documents = new LruCache<DocumentNode>(MAXIMUM_DOCUMENTS, MAXIMUM_SOURCE_CHARACTERS);
  return {
    get: async (key) => documents.get(key),
    set: async (key, document) => documents.set(key, document, document.loc?.source.body.length ?? 1),
    delete: async (key) => documents.delete(key),
  };
}
