import { connect, type Socket } from 'node:net';
import { serialize } from 'bson';
import { crc32c } from '../../../src/embedded-mongo/wire/crc32c.js';

/** Messages written by hand from the description of the wire protocol, independently of the server's own code. */

export interface MessageParts {
  readonly requestId?: number;
  readonly flags?: number;
  readonly body: object;
  readonly sequences?: Readonly<Record<string, readonly object[]>>;
  readonly checksum?: number | 'right';
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** An OP_MSG. */
export function opMsg({ requestId = 1, flags = 0, body, sequences = {}, checksum }: MessageParts): Buffer {
  const sections: Buffer[] = [Buffer.from([0]), Buffer.from(serialize(body))];
  for (const [name, documents] of Object.entries(sequences)) {
    const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => serialize(document))]);
    sections.push(Buffer.from([1]), int32(4 + content.length), content);
  }
  const payload = Buffer.concat([int32(flags), ...sections]);
  const length = 16 + payload.length + (checksum === undefined ? 0 : 4);
  const message = Buffer.concat([int32(length), int32(requestId), int32(0), int32(2013), payload]);
  if (checksum === undefined) return message;
  const end = Buffer.alloc(4);
  end.writeUInt32LE(checksum === 'right' ? crc32c(message) : checksum);
  return Buffer.concat([message, end]);
}

/** An OP_QUERY on `admin.$cmd`, as old drivers begin with. */
export function opQuery(requestId: number, body: object): Buffer {
  const payload = Buffer.concat([int32(0), Buffer.from('admin.$cmd\0'), int32(0), int32(-1), serialize(body)]);
  return Buffer.concat([int32(16 + payload.length), int32(requestId), int32(0), int32(2004), payload]);
}

/** A bare socket that gathers what the server sends. */
export class RawClient {
  private received = Buffer.alloc(0);
  private wake: () => void = () => {};
  closed = false;

  private constructor(readonly socket: Socket) {
    socket.on('data', (chunk) => {
      this.received = Buffer.concat([this.received, chunk]);
      this.wake();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  static connect(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port });
      const client = new RawClient(socket);
      socket.once('connect', () => resolve(client));
      socket.once('error', reject);
    });
  }

  /** The next whole message; undefined when the server has closed the connection instead. */
  async next(): Promise<Buffer | undefined> {
    for (;;) {
      const length = this.received.length >= 4 ? this.received.readInt32LE(0) : Number.POSITIVE_INFINITY;
      if (this.received.length >= length) {
        const message = this.received.subarray(0, length);
        this.received = this.received.subarray(length);
        return message;
      }
      if (this.closed) return undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  end(): void {
    this.socket.destroy();
  }
}
