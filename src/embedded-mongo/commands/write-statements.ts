import type { Document } from '../bson/document.js';
import { failure, MongoError } from '../errors.js';
import { MAX_WRITE_BATCH } from '../wire/limits.js';
import type { CommandCall } from './command.js';
import { booleanField } from './fields.js';

/**
 * Runs the statements of a write command in order and gathers their errors in `writeErrors`: ordered ones stop at the
 * first, unordered ones go on. Inside a transaction a conflict fails the command, and any error aborts the transaction.
 */
export async function runStatements<T>(
  call: CommandCall,
  statements: readonly T[],
  run: (statement: T, index: number) => Promise<void> | void,
): Promise<{ writeErrors?: Document[] }> {
  if (statements.length === 0 || statements.length > MAX_WRITE_BATCH) {
    failure(16, `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${statements.length} operations.`);
  }
  const ordered = booleanField(call.command, 'ordered', true);
  const writeErrors: Document[] = [];
  for (let index = 0; index < statements.length; index++) {
    try {
      // Awaited only when it waits: most writes end at once, and a turn per document costs more than the write.
      const waiting = run(statements[index] as T, index);
      if (waiting) await waiting;
    } catch (error) {
      if (!(error instanceof MongoError) || error.labels.length > 0) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.extra });
      if (call.transaction) call.failTransaction();
      if (ordered || call.transaction) break;
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {};
}
