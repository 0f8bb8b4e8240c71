import { createServer, type Server } from 'node:net';
import { type CommandRunner, Connection } from './connection.js';

/** Where a server listens: a Unix socket, or a port of the loopback interface (0: any free one). */
export type ListenAddress = { readonly socketPath: string } | { readonly port: number };

const LOOPBACK = '127.0.0.1';

/** Accepts connections on a Unix socket or on loopback, never on another interface. */
export class Listener {
  private readonly connections = new Set<Connection>();
  private accepted = 0;

  private constructor(private readonly server: Server) {}

  /** Listens, and hands every command to `run`. Rejects with Node's error (EADDRINUSE ...) when it can't listen. */
  static async listen(address: ListenAddress, run: CommandRunner): Promise<Listener> {
    const server = createServer();
    const listener = new Listener(server);
    server.on('connection', (socket) => {
      listener.accepted += 1;
      const connection = new Connection(socket, listener.accepted, run);
      listener.connections.add(connection);
      socket.on('close', () => listener.connections.delete(connection));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(
        'socketPath' in address ? { path: address.socketPath } : { host: LOOPBACK, port: address.port },
        () => {
          server.off('error', reject);
          resolve();
        },
      );
    });
    return listener;
  }

  /** The socket's path, or `127.0.0.1:port`. */
  get address(): string {
    const address = this.server.address();
    if (address === null) throw new Error('the listener is closed');
    return typeof address === 'string' ? address : `${address.address}:${address.port}`;
  }

  get openConnections(): number {
    return this.connections.size;
  }

  /** Takes no more connections and ends those that are open. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const connection of this.connections) connection.close();
    await closed;
  }
}
