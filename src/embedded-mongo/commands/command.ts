import type { Document } from '../bson/document.js';
import type { Collection } from '../store/collection.js';
import type { Sessions } from '../store/sessions.js';
import type { Store } from '../store/store.js';
import type { Transaction } from '../store/transaction.js';
import type { Client } from '../wire/connection.js';
import type { Cursors } from './cursors.js';

/** What a running server is to its commands. */
export interface ServerState {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly cursors: Cursors;
  readonly startedAt: Date;
  /** The address that clients reach the server by: a socket's path or `127.0.0.1:port`. */
  readonly address: () => string;
  readonly openConnections: () => number;
  /** Why the server can't write any more, once it can't. */
  readonly failed: () => Error | undefined;
  readonly log: (message: string) => void;
}

/** One command that is being carried out. */
export interface CommandCall {
  readonly name: string;
  readonly command: Document;
  readonly database: string;
  readonly server: ServerState;
  readonly client: Client;
  readonly transaction: Transaction | undefined;
  /** Key of the session, when the command names one. */
  readonly session: string | undefined;
  readonly now: Date;
  /** Marks the transaction as failed: it is aborted when the command has been answered. */
  failTransaction(): void;
  /** The bytes of the documents of a sequence, when they came as one. */
  bytesOf(sequence: string): readonly Uint8Array[] | undefined;
}

export interface CommandDefinition {
  run(call: CommandCall): Document | Promise<Document>;
  /** Options that do what MongoDB documents. */
  readonly options: readonly string[];
  /** Options that are accepted and change nothing here, each with the reason why that is harmless. */
  readonly ignored?: Readonly<Record<string, string>>;
  /** Options that MongoDB has and this server refuses by name. */
  readonly unsupported?: readonly string[];
  /** True when the command may run inside a transaction. */
  readonly transactional?: boolean;
  /** True when the command may change data; then it is refused once the journal has failed. */
  readonly writes?: boolean;
}

export type CommandTable = Readonly<Record<string, CommandDefinition>>;

/** The collection of a namespace as this command may see it, or undefined. */
export function existingCollection(call: CommandCall, namespace: string): Collection | undefined {
  return call.server.store.find(namespace, call.transaction);
}
