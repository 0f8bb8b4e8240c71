import type { Socket } from 'node:net';
import type { Document } from '../bson/document.js';
import { MongoError } from '../errors.js';
import { FrameReader } from './frame-reader.js';
import { MAX_MESSAGE_BYTES } from './limits.js';
import { decodeRequest, encodeReply, ProtocolError, type Request, requestIdOf } from './message.js';

/** What commands may know of the connection they came by. */
export interface Client {
  readonly connectionId: number;
  /** Aborted when the connection is gone, so that a waiting command can end. */
  readonly closed: AbortSignal;
}

/** Carries out one command; never rejects: a failure is an answer with `ok: 0`. */
export type CommandRunner = (request: Request, client: Client) => Promise<Document>;

/**
 * Serves one client: reads messages, carries out one command after the other, and answers in the order of the requests.
 * While a slow reader hasn't taken its answers no further command of its connection runs, and while commands wait no
 * more is read than one message of the greatest size. Bytes that aren't the protocol close the connection.
 */
export class Connection {
  private readonly reader = new FrameReader();
  private readonly gone = new AbortController();
  private readonly client: Client;
  private working = false;
  private replies = 0;

  constructor(
    private readonly socket: Socket,
    connectionId: number,
    private readonly run: CommandRunner,
  ) {
    this.client = { connectionId, closed: this.gone.signal };
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.gone.abort());
  }

  /** Ends the connection at once. */
  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.reader.push(chunk);
    if (this.working) {
      if (this.reader.bytes > MAX_MESSAGE_BYTES) this.socket.pause();
      return;
    }
    void this.work();
  }

  private async work(): Promise<void> {
    this.working = true;
    try {
      for (let message = this.reader.next(); message !== undefined; message = this.reader.next()) {
        await this.serve(message);
        if (this.gone.signal.aborted) return;
        if (this.socket.isPaused() && this.reader.bytes <= MAX_MESSAGE_BYTES) this.socket.resume();
      }
    } catch {
      // Only a ProtocolError, or a fault of ours, gets here; with the framing lost there is nobody to answer.
      this.socket.destroy();
    } finally {
      this.working = false;
    }
  }

  private async serve(message: Buffer): Promise<void> {
    let request: Request;
    try {
      request = decodeRequest(message);
    } catch (error) {
      if (error instanceof ProtocolError || !(error instanceof MongoError)) throw error;
      const { code, codeName, message: errmsg } = error;
      await this.send({ ok: 0, errmsg, code, codeName }, { requestId: requestIdOf(message), protocol: 'OP_MSG' });
      return;
    }
    const reply = await this.run(request, this.client);
    if (request.replyExpected) await this.send(reply, request);
  }

  private async send(reply: Document, request: Pick<Request, 'requestId' | 'protocol'>): Promise<void> {
    if (this.gone.signal.aborted) return;
    this.replies = (this.replies + 1) & 0x7fffffff;
    let bytes: Buffer;
    try {
      bytes = encodeReply(reply, request, this.replies);
    } catch (error) {
      const errmsg = `the answer cannot be encoded: ${error instanceof Error ? error.message : String(error)}`;
      bytes = encodeReply({ ok: 0, errmsg, code: 10334, codeName: 'BSONObjectTooLarge' }, request, this.replies);
    }
    if (!this.socket.write(bytes)) await this.drained();
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.socket.off('drain', done);
        this.socket.off('close', done);
        resolve();
      };
      this.socket.on('drain', done);
      this.socket.on('close', done);
    });
  }
}
