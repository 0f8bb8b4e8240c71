import { Agent, request } from 'node:http';
import type { HostileRequest } from '../../faults/hostile-requests.js';

/** What came back of one request; status 0 where the server closed the connection without an answer. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

const DEADLINE_MILLISECONDS = 20_000;

/** Sends requests to one server over a few connections that stay open. */
export class Client {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 8 });
  readonly #origin: URL;

  /** @param address any address of the server */
  constructor(address: string) {
    this.#origin = new URL(address);
  }

  send({ method, path, headers, body }: Omit<HostileRequest, 'kind'>): Promise<Reply> {
    return new Promise((resolve) => {
      const { hostname, port } = this.#origin;
      const timeout = DEADLINE_MILLISECONDS;
      const outgoing = request({ hostname, port, agent: this.#agent, method, path, headers, timeout }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (data: string) => {
          text += data;
        });
        const settle = (): void => resolve({ status: response.statusCode ?? 0, text });
        response.on('end', settle).on('error', settle);
      });
      outgoing.on('timeout', () => outgoing.destroy());
      outgoing.on('error', () => resolve({ status: 0, text: '' }));
      outgoing.end(body ?? undefined);
    });
  }

  /** Posts an operation, with a token where there is one. */
  post(operation: object, token?: string): Promise<Reply> {
    const headers = {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    };
    return this.send({ method: 'POST', path: '/graphql', headers, body: JSON.stringify(operation) });
  }

  get(path: string): Promise<Reply> {
    return this.send({ method: 'GET', path, headers: {}, body: null });
  }

  close(): void {
    this.#agent.destroy();
  }
}
