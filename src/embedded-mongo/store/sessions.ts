import { Binary } from 'bson';
import type { Document } from '../bson/document.js';
import { failure, MongoError } from '../errors.js';
import type { RetryRecord } from './record.js';
import type { Store } from './store.js';
import type { Transaction } from './transaction.js';

/** MongoDB's `logicalSessionTimeoutMinutes`, which `hello` announces. */
export const SESSION_TIMEOUT_MINUTES = 30;
const SESSION_TIMEOUT_MS = SESSION_TIMEOUT_MINUTES * 60_000;
const TRANSACTION_LIFETIME_MS = 60_000;

/** The latest numbered work of a session: a retryable write or a transaction. */
interface Session {
  number: bigint;
  lastUsed: number;
  /** The answer of the retryable write or commit with this number, or a promise while it runs. */
  reply?: Document | Promise<Document>;
  transaction?: { readonly open: Transaction; readonly startedAt: number };
  outcome?: 'committed' | 'aborted';
}

/** Sessions: their open transactions, and the answers that retried writes get. */
export class Sessions {
  private readonly sessions = new Map<string, Session>();

  constructor(private readonly store: Store) {}

  /** The session that a command names by `lsid`, as a key. Throws when it isn't `{ id: UUID }`. */
  static keyOf(lsid: unknown): string {
    const id = typeof lsid === 'object' && lsid !== null && 'id' in lsid ? lsid.id : undefined;
    if (!(id instanceof Binary)) failure(14, "BSON field 'lsid.id' is missing or not a UUID");
    return id.toString('hex');
  }

  /** True when any transaction is open. */
  get openTransactions(): number {
    let count = 0;
    for (const session of this.sessions.values()) if (session.transaction) count += 1;
    return count;
  }

  /**
   * The transaction that a command belongs to.
   * @throws MongoError 251 NoSuchTransaction, 225 TransactionTooOld, 256 TransactionCommitted
   */
  transactionFor(key: string, number: bigint, starts: boolean): Transaction {
    const session = this.sessions.get(key);
    if (starts) return this.startTransaction(key, number);
    if (!session || session.number !== number || !session.transaction) {
      if (session?.number === number && session.outcome === 'committed') {
        failure(256, `Transaction with { txnNumber: ${number} } has been committed.`);
      }
      throw noSuchTransaction(number);
    }
    session.lastUsed = Date.now();
    return session.transaction.open;
  }

  /**
   * Commits, or repeats the answer of a commit that was done.
   * @returns the record that keeps a repeated commit safe
   */
  commit(key: string, number: bigint): RetryRecord {
    const session = this.sessions.get(key);
    const reply = { ok: 1 };
    if (session?.number !== number || session.outcome !== 'committed') {
      const transaction = this.transactionFor(key, number, false);
      this.finish(key, 'aborted');
      this.store.commit(transaction);
      this.finish(key, 'committed');
    }
    return { session: key, number: String(number), reply: { ...reply, committed: true } };
  }

  /** Aborts; an error when the transaction is committed or unknown. */
  abort(key: string, number: bigint): void {
    const transaction = this.transactionFor(key, number, false);
    this.finish(key, 'aborted');
    this.store.abort(transaction);
  }

  /** Aborts the transaction of a session after one of its commands failed. */
  abortAfterError(key: string): void {
    const open = this.sessions.get(key)?.transaction?.open;
    if (!open) return;
    this.finish(key, 'aborted');
    this.store.abort(open);
  }

  /**
   * Carries a retryable write out once: when the same number comes again, the first answer is given again.
   * @param run carries it out; its result is kept unless it rejects
   */
  async once(key: string, number: bigint, run: () => Promise<Document>): Promise<Document> {
    const session = this.sessions.get(key);
    if (session && session.number > number) throw tooOld(number, session.number);
    if (session?.number === number) {
      if (session.reply) return session.reply;
      if (session.outcome) failure(50768, `txnNumber ${number} was used by a transaction of this session`);
    }
    if (session) this.abortAfterError(key);
    const running = run();
    const record: Session = { number, lastUsed: Date.now(), reply: running };
    this.sessions.set(key, record);
    try {
      record.reply = await running;
      return record.reply;
    } catch (error) {
      delete record.reply;
      throw error;
    }
  }

  /** Takes up an answer that was kept on disk. */
  restore({ session, number, reply }: RetryRecord): void {
    const { committed, ...answer } = reply;
    const record: Session = { number: BigInt(number), lastUsed: Date.now() };
    if (committed === true) record.outcome = 'committed';
    else record.reply = answer;
    this.sessions.set(session, record);
  }

  /** The answers that a restarted server must still know. */
  *retries(): Iterable<RetryRecord> {
    for (const [key, session] of this.sessions) {
      const number = String(session.number);
      if (session.outcome === 'committed') yield { session: key, number, reply: { ok: 1, committed: true } };
      else if (session.reply && !(session.reply instanceof Promise))
        yield { session: key, number, reply: session.reply };
    }
  }

  /** Forgets sessions that a client has ended; their open transactions are aborted. */
  end(keys: Iterable<string>): void {
    for (const key of keys) {
      this.abortAfterError(key);
      this.sessions.delete(key);
    }
  }

  endAll(): void {
    this.end([...this.sessions.keys()]);
  }

  /** Aborts transactions older than a minute, and forgets sessions unused for half an hour. */
  expire(now: number): void {
    for (const [key, session] of this.sessions) {
      if (session.transaction && now - session.transaction.startedAt > TRANSACTION_LIFETIME_MS)
        this.abortAfterError(key);
      if (now - session.lastUsed > SESSION_TIMEOUT_MS) this.end([key]);
    }
  }

  private startTransaction(key: string, number: bigint): Transaction {
    const session = this.sessions.get(key);
    if (session && session.number > number) throw tooOld(number, session.number);
    if (session?.number === number) {
      failure(
        117,
        `Only servers in a sharded cluster can start a new transaction at the active transaction number ${number}`,
      );
    }
    this.abortAfterError(key);
    const now = Date.now();
    const open = this.store.begin();
    this.sessions.set(key, { number, lastUsed: now, transaction: { open, startedAt: now } });
    return open;
  }

  private finish(key: string, outcome: 'committed' | 'aborted'): void {
    const session = this.sessions.get(key);
    if (!session) return;
    session.outcome = outcome;
    delete session.transaction;
  }
}

function noSuchTransaction(number: bigint): MongoError {
  const message = `Given transaction number ${number} does not match any in-progress transactions.`;
  return new MongoError(251, message, {}, ['TransientTransactionError']);
}

function tooOld(number: bigint, last: bigint): MongoError {
  const message = `Retryable write with txnNumber ${number} is prohibited on this session because a newer retryable write with txnNumber ${last} has already started.`;
  return new MongoError(225, message);
}
