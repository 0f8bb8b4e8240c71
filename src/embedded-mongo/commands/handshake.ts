import type { Document } from '../bson/document.js';
import { SESSION_TIMEOUT_MINUTES } from '../store/sessions.js';
import { MAX_DOCUMENT_BYTES, MAX_MESSAGE_BYTES, MAX_WIRE_VERSION, MAX_WRITE_BATCH } from '../wire/limits.js';
import type { CommandCall, CommandTable } from './command.js';

/** The MongoDB version whose behaviour is followed. */
export const SERVER_VERSION = '7.0.0';
const REPLICA_SET = 'rs0';

/**
 * The server calls itself the only member of a replica set, since drivers offer transactions, retryable writes and
 * change streams only there. Its address is lower case, because drivers make host names so.
 */
function hello({ name, server, client }: CommandCall): Document {
  const address = server.address().toLowerCase();
  return {
    ...(name === 'hello' ? {} : { ismaster: true }),
    helloOk: true,
    isWritablePrimary: true,
    secondary: false,
    setName: REPLICA_SET,
    setVersion: 1,
    hosts: [address],
    primary: address,
    me: address,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_TIMEOUT_MINUTES,
    connectionId: client.connectionId,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
    ok: 1,
  };
}

function buildInfo(): Document {
  return {
    version: SERVER_VERSION,
    versionArray: SERVER_VERSION.split('.').map(Number).concat(0),
    gitVersion: 'embedded',
    modules: [],
    storageEngines: ['embedded'],
    bits: 64,
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    ok: 1,
  };
}

const HELLO = {
  run: hello,
  options: ['helloOk'],
  ignored: {
    client: 'a description of the client, for logs',
    compression: 'no compressor is offered, so none is agreed on',
    hostInfo: 'a description of the client',
    loadBalanced: 'this is no load balancer',
    saslSupportedMechs: 'there are no users',
    speculativeAuthenticate: 'there are no users',
    topologyVersion: 'none is reported, so drivers poll',
    maxAwaitTimeMS: 'none is reported, so drivers poll',
    backpressure: 'a description of the client',
  },
};
const BUILD_INFO = { run: buildInfo, options: [] };

export const HANDSHAKE_COMMANDS: CommandTable = {
  hello: HELLO,
  ismaster: HELLO,
  isMaster: HELLO,
  buildInfo: BUILD_INFO,
  buildinfo: BUILD_INFO,
  ping: { run: () => ({ ok: 1 }), options: [] },
};
