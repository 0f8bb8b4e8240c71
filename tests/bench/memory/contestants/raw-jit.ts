/** The limit: one merged schema compiled by graphql-jit behind `node:http`, with nothing that a server needs besides. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { parse } from 'graphql';
import { type CompiledQuery, compileQuery, isCompiledQuery } from 'graphql-jit';
import { announceServer } from '../../method/announce.js';
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

async function answer(body: string, response: ServerResponse): Promise<void> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const json = JSON.stringify(await compiled(query).query(undefined, {}, variables ?? {}));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) });
  response.end(json);
}

announceServer(
  createServer((request: IncomingMessage, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', () => {
      answer(body, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
  }),
);
