import { totalmem } from 'node:os';
import type { Document } from '../bson/document.js';
import type { CommandCall, CommandTable } from './command.js';
import { SERVER_VERSION } from './handshake.js';

function serverStatus({ server }: CommandCall): Document {
  const uptimeMillis = Date.now() - server.startedAt.getTime();
  return {
    host: server.address(),
    version: SERVER_VERSION,
    process: 'mongod',
    pid: process.pid,
    uptime: uptimeMillis / 1000,
    uptimeMillis,
    localTime: new Date(),
    connections: { current: server.openConnections() },
    metrics: { cursor: { open: { total: server.cursors.count } } },
    transactions: { currentOpen: server.sessions.openTransactions },
    storageEngine: { name: 'embedded', supportsCommittedReads: true, persistent: server.store.sink !== undefined },
    ok: 1,
  };
}

function hostInfo(): Document {
  return {
    system: { currentTime: new Date(), memSizeMB: Math.round(totalmem() / 2 ** 20) },
    os: { type: process.platform },
    ok: 1,
  };
}

function connectionStatus(): Document {
  return { authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 };
}

/** Only the parameter that drivers and tools ask for. */
function getParameter({ command }: CommandCall): Document {
  const all = { featureCompatibilityVersion: { version: '7.0' }, authenticationMechanisms: [] };
  const shown =
    command.getParameter === '*' ? all : Object.fromEntries(Object.entries(all).filter(([name]) => command[name]));
  return { ...shown, ok: 1 };
}

export const ADMINISTRATION_COMMANDS: CommandTable = {
  serverStatus: { run: serverStatus, options: [], ignored: { repl: 'no such section', metrics: 'shown always' } },
  hostInfo: { run: hostInfo, options: [] },
  connectionStatus: { run: connectionStatus, options: [], ignored: { showPrivileges: 'there are no users' } },
  getParameter: { run: getParameter, options: ['featureCompatibilityVersion', 'authenticationMechanisms'] },
  getLog: { run: () => ({ totalLinesWritten: 0, log: [], ok: 1 }), options: [] },
  whatsmyuri: { run: () => ({ you: 'local', ok: 1 }), options: [] },
};
