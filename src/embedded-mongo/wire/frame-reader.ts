import { MAX_MESSAGE_BYTES } from './limits.js';
import { ProtocolError } from './message.js';

const HEADER_BYTES = 16;

/** Cuts the chunks of a byte stream into messages, each of which begins with its own length (int32, little endian). */
export class FrameReader {
  private chunks: Buffer[] = [];
  private buffered = 0;

  /** Bytes that have come in and are not taken yet. */
  get bytes(): number {
    return this.buffered;
  }

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
  }

  /**
   * Takes the next whole message, or undefined when it isn't there yet.
   * @throws ProtocolError when the announced length is impossible
   */
  next(): Buffer | undefined {
    if (this.buffered < HEADER_BYTES) return undefined;
    const length = this.head(4).readInt32LE(0);
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
      throw new ProtocolError(`message length ${length} is not between ${HEADER_BYTES} and ${MAX_MESSAGE_BYTES}`);
    }
    if (this.buffered < length) return undefined;
    const message = this.head(length).subarray(0, length);
    const [first = message, ...later] = this.chunks;
    const rest = first.subarray(length);
    this.chunks = rest.length > 0 ? [rest, ...later] : later;
    this.buffered -= length;
    return message;
  }

  /** The first chunk, made to hold at least `length` bytes: chunks are joined once a whole message is there, not before. */
  private head(length: number): Buffer {
    let [first = Buffer.alloc(0)] = this.chunks;
    if (first.length < length) {
      first = Buffer.concat(this.chunks);
      this.chunks = [first];
    }
    return first;
  }
}
