import type { mongo } from 'mongoose';
import type { Database } from './database.js';

export type Session = mongo.ClientSession;

/**
 * Runs work in one transaction on a cluster: all of its writes happen or none does. The work runs again where another
 * transaction was faster (TransientTransactionError), so it must do nothing but read and write through the session.
 */
export async function inTransaction<Value>(
  database: Database,
  cluster: string,
  work: (session: Session) => Promise<Value>,
): Promise<Value> {
  const session = await database.connection(cluster).startSession();
  try {
    return await session.withTransaction(() => work(session));
  } finally {
    await session.endSession();
  }
}

const DUPLICATE_KEY = 11000;

/** Lets the transaction run again where its insert lost a race that the server tells as a duplicate key. */
export function retryOnDuplicate(error: unknown): never {
  const { code, addErrorLabel } = error as { code?: unknown; addErrorLabel?: (label: string) => void };
  if (code === DUPLICATE_KEY) addErrorLabel?.call(error, 'TransientTransactionError');
  throw error;
}
