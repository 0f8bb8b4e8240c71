import { UUID } from 'bson';
import type { Document } from '../bson/document.js';
import { failure } from '../errors.js';
import { SESSION_TIMEOUT_MINUTES, Sessions } from '../store/sessions.js';
import type { CommandCall, CommandTable } from './command.js';

function startSession(): Document {
  return { id: { id: new UUID().toBinary() }, timeoutMinutes: SESSION_TIMEOUT_MINUTES, ok: 1 };
}

/** Ends the named sessions: their cursors are closed and their open transactions aborted. */
function endSessions({ name, command, server }: CommandCall): Document {
  const ids = command[name];
  if (!Array.isArray(ids)) failure(14, `BSON field '${name}.${name}' is the wrong type, expected type 'array'`);
  const keys = new Set(ids.map((id) => Sessions.keyOf(id)));
  server.cursors.killOfSessions(keys);
  server.sessions.end(keys);
  server.store.changes.wakeAll();
  return { ok: 1 };
}

function killAllSessions({ server }: CommandCall): Document {
  server.sessions.endAll();
  return { ok: 1 };
}

/** Reached only outside of a transaction: inside of one the dispatcher commits and aborts. */
function outsideOfTransaction({ name }: CommandCall): Document {
  return failure(125, `${name} must be run within a transaction`);
}

const END_TRANSACTION = {
  run: outsideOfTransaction,
  options: [],
  ignored: { recoveryToken: 'for sharded clusters only' },
  transactional: true,
};

export const SESSION_COMMANDS: CommandTable = {
  startSession: { run: startSession, options: [] },
  refreshSessions: { run: () => ({ ok: 1 }), options: [] },
  endSessions: { run: endSessions, options: [] },
  killSessions: { run: endSessions, options: [] },
  killAllSessions: { run: killAllSessions, options: [] },
  commitTransaction: END_TRANSACTION,
  abortTransaction: END_TRANSACTION,
};
