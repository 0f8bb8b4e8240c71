/** The limit: one merged schema compiled by graphql-jit behind `node:http`. */
import { parse } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { serveRaw } from '../../method/raw-http.js';
import { mergedSchema } from '../graph.js';

const schema = mergedSchema();
const compiledQueries = new Map<string, CompiledQuery>();

function compiled(query: string): CompiledQuery {
  let known = compiledQueries.get(query);
  if (known === undefined) {
    const fresh = compileQuery(schema, parse(query));
    if (!isCompiledQuery(fresh)) {
      throw new Error(`graphql-jit cannot compile ${query}`);
    }
    known = fresh;
    compiledQueries.set(query, known);
  }
  return known;
}

serveRaw(async ({ query, variables }) => JSON.stringify(await compiled(query).query(undefined, {}, { ...variables })));
