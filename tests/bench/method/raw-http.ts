import { createServer } from 'node:http';
import { announceServer } from './announce.js';

/** A GraphQL request as it comes over HTTP; the limits trust it, and so are no servers to put on a network. */
export interface RawRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** Serves JSON texts behind `node:http` with nothing that a server needs besides, and announces itself. */
export function serveRaw(answer: (request: RawRequest) => Promise<string>): void {
  announceServer(
    createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      request.on('end', async () => {
        try {
          const json = await answer(JSON.parse(body) as RawRequest);
          response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) });
          response.end(json);
        } catch (error) {
          response.writeHead(500).end(String(error));
        }
      });
    }),
  );
}
