import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ListenAddress } from './wire/listener.js';

/** A Unix socket's path must fit `sun_path`: 104 bytes on macOS, 108 on Linux, with its end mark. */
const LONGEST_SOCKET_PATH = 103;
const SOCKET_NAME = 'mongo.sock';

/** Where a server listens, and how the place is tidied up afterwards. */
export interface SocketPlace {
  readonly address: ListenAddress;
  remove(): void;
}

/**
 * A place that only this user reaches: a socket in a directory with mode 0700, inside the data directory where the path
 * is short enough, else in the temporary directory. Windows has no such sockets for drivers: there it is a loopback port.
 */
export function socketPlace(dataDirectory: string | undefined, socketPath: string | undefined): SocketPlace {
  if (socketPath !== undefined) {
    if (Buffer.byteLength(socketPath) > LONGEST_SOCKET_PATH) {
      throw new Error(`the socket path is longer than ${LONGEST_SOCKET_PATH} bytes: ${socketPath}`);
    }
    return socketAt(socketPath, () => rmSync(socketPath, { force: true }));
  }
  if (process.platform === 'win32') return { address: { port: 0 }, remove: () => {} };
  if (dataDirectory !== undefined) {
    const directory = join(dataDirectory, 'run');
    const path = join(directory, SOCKET_NAME);
    if (Buffer.byteLength(path) <= LONGEST_SOCKET_PATH) {
      mkdirSync(directory, { recursive: true, mode: 0o700 });
      chmodSync(directory, 0o700);
      return socketAt(path, () => rmSync(directory, { recursive: true, force: true }));
    }
  }
  const directory = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  return socketAt(join(directory, SOCKET_NAME), () => rmSync(directory, { recursive: true, force: true }));
}

function socketAt(socketPath: string, remove: () => void): SocketPlace {
  // What a killed server left; whoever gets here holds the data directory's lock.
  rmSync(socketPath, { force: true });
  return { address: { socketPath }, remove };
}

/** The URI of a server at an address. One member is spoken to directly, since nothing is to be discovered. */
export function uriOf(address: string): string {
  const host = address.includes('/') ? encodeURIComponent(address) : address;
  return `mongodb://${host}/?directConnection=true`;
}
