import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GraphQLSchema, graphql } from 'graphql';

export interface HttpSubgraph {
  readonly url: string;
  /** What it was asked, in order. */
  readonly requests: { query: string; variables: unknown; headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

/** Serves a schema over HTTP on loopback: `POST` with a GraphQL request in JSON. */
export async function serveSchema(schema: GraphQLSchema, port = 0): Promise<HttpSubgraph> {
  const requests: HttpSubgraph['requests'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { query, variables } = JSON.parse(body) as { query: string; variables?: Record<string, unknown> };
    requests.push({ query, variables, headers: request.headers });
    const answer = await graphql({ schema, source: query, variableValues: variables ?? {} });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
