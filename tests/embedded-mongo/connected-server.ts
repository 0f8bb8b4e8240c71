import { MongoClient } from 'mongodb';
import { afterAll, beforeAll } from 'vitest';
import { EmbeddedServer, type EmbeddedServerOptions } from '../../src/embedded-mongo/server.js';
import { uriOf } from '../../src/embedded-mongo/socket-place.js';

/** A server in this process, in memory and on a free port unless told otherwise, with the real driver connected to it. */
export interface ConnectedServer {
  readonly server: EmbeddedServer;
  readonly client: MongoClient;
  readonly port: number;
  close(): Promise<void>;
}

export async function connectedServer(options: Partial<EmbeddedServerOptions> = {}): Promise<ConnectedServer> {
  const server = await EmbeddedServer.start({ address: { port: 0 }, ...options });
  const client = new MongoClient(uriOf(server.address), { serverSelectionTimeoutMS: 5000 });
  await client.connect();
  return {
    server,
    client,
    port: Number(server.address.split(':')[1]),
    async close() {
      await client.close();
      await server.close();
    },
  };
}

/** One server for all tests of a file; each test takes a database of its own. */
export function sharedServer(): { readonly current: ConnectedServer; database(): ReturnType<MongoClient['db']> } {
  let connected: ConnectedServer | undefined;
  let databases = 0;
  beforeAll(async () => {
    connected = await connectedServer();
  });
  afterAll(async () => {
    await connected?.close();
  });
  const current = () => {
    if (!connected) throw new Error('the server is not started yet');
    return connected;
  };
  return {
    get current() {
      return current();
    },
    database() {
      databases += 1;
      return current().client.db(`test${databases}`);
    },
  };
}
