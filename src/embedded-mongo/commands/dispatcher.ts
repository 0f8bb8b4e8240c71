import { Long } from 'bson';
import type { Document } from '../bson/document.js';
import { codeNameOf, failure, MongoError } from '../errors.js';
import { checkDatabaseName } from '../store/namespace.js';
import type { RetryRecord } from '../store/record.js';
import { Sessions } from '../store/sessions.js';
import type { Transaction } from '../store/transaction.js';
import type { Client } from '../wire/connection.js';
import type { Request } from '../wire/message.js';
import type { CommandCall, CommandDefinition, ServerState } from './command.js';
import { checkOptions, writeConcernError } from './generic-options.js';
import { HANDSHAKE_COMMANDS } from './handshake.js';
import { COMMANDS } from './table.js';

const RETRYABLE_WRITES = new Set(['insert', 'update', 'delete', 'findAndModify', 'findandmodify']);

/**
 * Carries out one command and answers it; whatever goes wrong becomes an answer with `ok: 0`. What the command changed
 * is on the disk before it is answered.
 */
export async function runCommand(server: ServerState, request: Request, client: Client): Promise<Document> {
  let reply: Document;
  try {
    reply = await execute(server, request, client);
  } catch (error) {
    reply = errorReply(server, error);
  }
  // The caller may change its answer, but not the one that is kept for a retry.
  return { ...reply, operationTime: server.store.clock.now };
}

async function execute(server: ServerState, request: Request, client: Client): Promise<Document> {
  const { command } = request;
  const [name = ''] = Object.keys(command);
  const definition = COMMANDS.get(name);
  if (!definition) failure(59, `no such command: '${name}'`);
  const failed = server.failed();
  if (failed && !Object.hasOwn(HANDSHAKE_COMMANDS, name)) throw unwritable(failed);
  const database = command.$db;
  checkDatabaseName(database);
  checkOptions(name, command, definition);
  const concern = writeConcernError(command);
  const session = command.lsid === undefined ? undefined : Sessions.keyOf(command.lsid);
  let transactionFailed = false;
  const call = (transaction: Transaction | undefined): CommandCall => ({
    name,
    command,
    database,
    server,
    client,
    transaction,
    session,
    now: new Date(),
    failTransaction: () => {
      transactionFailed = true;
    },
    bytesOf: (sequence) => request.sequences.get(sequence),
  });

  let reply: Document;
  if (command.autocommit === false) {
    const key = session ?? failure(72, 'A transaction needs a session (lsid)');
    reply = await runInTransaction(server, key, definition, command, name, call);
    if (transactionFailed) server.sessions.abortAfterError(key);
  } else if (command.txnNumber !== undefined) {
    const key = session ?? failure(72, 'txnNumber needs a session (lsid)');
    if (!RETRYABLE_WRITES.has(name))
      failure(72, `txnNumber may only be provided for retryable writes, not for ${name}`);
    const number = transactionNumber(command);
    reply = await server.sessions.once(key, number, () =>
      runDurably(server, definition, call(undefined), (answer) => ({
        session: key,
        number: String(number),
        reply: answer,
      })),
    );
  } else {
    if (command.startTransaction !== undefined) failure(72, 'startTransaction needs autocommit: false');
    reply = await runDurably(server, definition, call(undefined));
  }
  return concern && definition.writes ? { ...reply, writeConcernError: concern } : reply;
}

/** Runs a command, and waits until what it changed is on the disk, even when it failed half way. */
async function runDurably(
  server: ServerState,
  definition: CommandDefinition,
  call: CommandCall,
  retryOf?: (reply: Document) => RetryRecord,
): Promise<Document> {
  let reply: Document;
  try {
    const running = definition.run(call);
    reply = running instanceof Promise ? await running : running;
  } catch (error) {
    await sealed(server);
    throw error;
  }
  await sealed(server, retryOf?.(reply));
  return reply;
}

async function sealed(server: ServerState, retry?: RetryRecord): Promise<void> {
  try {
    await server.store.seal(retry);
  } catch (error) {
    throw unwritable(error instanceof Error ? error : new Error(String(error)));
  }
}

async function runInTransaction(
  server: ServerState,
  session: string,
  definition: CommandDefinition,
  command: Document,
  name: string,
  call: (transaction: Transaction) => CommandCall,
): Promise<Document> {
  const { sessions } = server;
  const number = transactionNumber(command);
  if (!definition.transactional) failure(263, `Cannot run '${name}' in a multi-document transaction.`);
  if (name === 'commitTransaction') {
    let retry: RetryRecord;
    try {
      retry = sessions.commit(session, number);
    } catch (error) {
      await sealed(server);
      throw error;
    }
    await sealed(server, retry);
    return { ok: 1 };
  }
  if (name === 'abortTransaction') {
    sessions.abort(session, number);
    await sealed(server);
    return { ok: 1 };
  }
  const transaction = sessions.transactionFor(session, number, command.startTransaction === true);
  try {
    return await runDurably(server, definition, call(transaction));
  } catch (error) {
    sessions.abortAfterError(session);
    await sealed(server);
    throw error;
  }
}

function transactionNumber(command: Document): bigint {
  const { txnNumber } = command;
  if (txnNumber instanceof Long) return txnNumber.toBigInt();
  if (typeof txnNumber === 'number' && Number.isSafeInteger(txnNumber)) return BigInt(txnNumber);
  return failure(14, "BSON field 'txnNumber' is missing or the wrong type, expected type 'long'");
}

/** The journal can't be written: this and every later command fails. */
function unwritable(cause: Error): MongoError {
  const diskFull = 'code' in cause && cause.code === 'ENOSPC';
  return new MongoError(
    diskFull ? 14031 : 96,
    `the journal cannot be written, the server has stopped: ${cause.message}`,
  );
}

function errorReply(server: ServerState, error: unknown): Document {
  if (error instanceof MongoError) {
    const { code, codeName, message: errmsg, extra, labels } = error;
    return { ok: 0, errmsg, code, codeName, ...extra, ...(labels.length > 0 && { errorLabels: labels }) };
  }
  const shown = error instanceof Error ? error : new Error(String(error));
  server.log(`a command failed unexpectedly: ${shown.stack ?? shown.message}`);
  const code = error instanceof RangeError ? 15 : 1;
  return { ok: 0, errmsg: shown.message, code, codeName: codeNameOf(code) };
}
