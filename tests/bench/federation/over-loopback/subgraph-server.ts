/**
 * The process of the four catalogue subgraphs: each at its name below one origin. An answer is computed once and then
 * sent as it is, so that gateways are measured and not subgraphs. Requests are counted, and told on question.
 */
import { createServer } from 'node:http';
import { type GraphQLSchema, graphql } from 'graphql';
import { announceServer } from '../../method/announce.js';
import { catalogueSchemas } from '../catalogue/graph.js';
import type { CallsAnswer, CallsQuestion } from './subgraph-messages.js';

const schemas: Readonly<Record<string, GraphQLSchema>> = catalogueSchemas();
const answers = new Map<string, Promise<Buffer>>();
let calls = 0;

async function compute(schema: GraphQLSchema, body: string): Promise<Buffer> {
  const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
  const result = await graphql({ schema, source: query, ...(variables ? { variableValues: variables } : {}) });
  return Buffer.from(JSON.stringify(result));
}

function answer(name: string, body: string): Promise<Buffer> {
  const key = `${name} ${body}`;
  let known = answers.get(key);
  if (known === undefined) {
    const schema = schemas[name];
    known = schema === undefined ? Promise.reject(new Error(`No subgraph ${name}`)) : compute(schema, body);
    answers.set(key, known);
  }
  return known;
}

process.on('message', ({ kind }: CallsQuestion) => {
  if (kind === 'calls') {
    const message: CallsAnswer = { kind, calls };
    process.send?.(message);
  }
});

announceServer(
  createServer((request, response) => {
    calls++;
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk;
    });
    request.on('end', async () => {
      try {
        const json = await answer(request.url?.slice(1) ?? '', body);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': json.length });
        response.end(json);
      } catch (error) {
        response.writeHead(500).end(String(error));
      }
    });
  }),
  '',
);
