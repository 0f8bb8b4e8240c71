import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { DamagedDataError } from './damaged-data-error.js';

/**
 * The file format of journal and snapshot: a header of 16 bytes (eight letters, kind, version), then frames of
 * length (u32), CRC-32 of the payload (u32), payload; integers little endian. A frame is what one fsync made durable.
 */
const MAGIC = Buffer.from('EMBMONGO', 'latin1');
const FORMAT_VERSION = 1;
export const FILE_HEADER_BYTES = 16;
const FRAME_HEADER_BYTES = 8;
const SHORTEST_DOCUMENT = 5;
const READ_AHEAD_BYTES = 1 << 20;

export type FileKind = 'journal' | 'snapshot';
const KIND_NUMBERS: Readonly<Record<FileKind, number>> = { journal: 1, snapshot: 2 };

/** The first bytes of a file. */
export function fileHeader(kind: FileKind): Buffer {
  const header = Buffer.alloc(FILE_HEADER_BYTES);
  MAGIC.copy(header);
  header.writeUInt32LE(KIND_NUMBERS[kind], 8);
  header.writeUInt32LE(FORMAT_VERSION, 12);
  return header;
}

/** One frame whose payload is the given parts in order. */
export function encodeFrame(parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const frame = Buffer.allocUnsafe(FRAME_HEADER_BYTES + length);
  let position = FRAME_HEADER_BYTES;
  for (const part of parts) {
    frame.set(part, position);
    position += part.length;
  }
  frame.writeUInt32LE(length, 0);
  frame.writeUInt32LE(crc32(frame.subarray(FRAME_HEADER_BYTES)), 4);
  return frame;
}

/** Reads the frames of one file in order. */
export class FrameFile {
  private readonly descriptor: number;
  private readonly size: number;
  private window = Buffer.alloc(0);
  private windowStart = 0;
  /** Bytes from the file's start that are known to be whole. */
  private wholeBytes = 0;

  private constructor(
    readonly path: string,
    private readonly kind: FileKind,
  ) {
    this.descriptor = openSync(path, 'r');
    this.size = fstatSync(this.descriptor).size;
  }

  /**
   * Hands the payload of every frame to `visit`.
   * @param tornTailAllowed an unfinished last frame is what a crash leaves of a write that nobody was told of: it is
   *   passed over. Damage that whole frames follow is another matter, and is refused always.
   * @returns the number of bytes that are whole; a torn tail begins there
   * @throws DamagedDataError
   */
  static read(path: string, kind: FileKind, tornTailAllowed: boolean, visit: (payload: Buffer) => void): number {
    const file = new FrameFile(path, kind);
    try {
      return file.readAll(tornTailAllowed, visit);
    } finally {
      closeSync(file.descriptor);
    }
  }

  private readAll(tornTailAllowed: boolean, visit: (payload: Buffer) => void): number {
    if (!this.readHeader(tornTailAllowed)) return 0;
    this.wholeBytes = FILE_HEADER_BYTES;
    while (this.wholeBytes < this.size) {
      const payload = this.frameAt(this.wholeBytes);
      if (!payload) {
        this.refuseDamage(tornTailAllowed);
        break;
      }
      const frameStart = this.wholeBytes;
      try {
        visit(payload);
      } catch (error) {
        if (error instanceof DamagedDataError) throw error;
        throw new DamagedDataError(this.path, frameStart, error instanceof Error ? error.message : String(error));
      }
      this.wholeBytes += FRAME_HEADER_BYTES + payload.length;
    }
    return this.wholeBytes;
  }

  private readHeader(tornTailAllowed: boolean): boolean {
    if (this.size < FILE_HEADER_BYTES) {
      if (tornTailAllowed) return false;
      throw new DamagedDataError(this.path, 0, 'the file has no header');
    }
    const header = this.bytes(0, FILE_HEADER_BYTES);
    if (!header.subarray(0, MAGIC.length).equals(MAGIC)) {
      throw new DamagedDataError(this.path, 0, 'this is not a file of the embedded database');
    }
    const version = header.readUInt32LE(12);
    if (version !== FORMAT_VERSION) {
      throw new DamagedDataError(
        this.path,
        12,
        `format version ${version} is unknown; this server reads ${FORMAT_VERSION}`,
      );
    }
    if (header.readUInt32LE(8) !== KIND_NUMBERS[this.kind]) {
      throw new DamagedDataError(this.path, 8, `the file is not a ${this.kind}`);
    }
    return true;
  }

  /** The payload of the whole frame at an offset, or undefined when there is none. */
  private frameAt(offset: number): Buffer | undefined {
    if (offset + FRAME_HEADER_BYTES + SHORTEST_DOCUMENT > this.size) return undefined;
    const header = this.bytes(offset, FRAME_HEADER_BYTES);
    const length = header.readUInt32LE(0);
    const checksum = header.readUInt32LE(4);
    if (length < SHORTEST_DOCUMENT || offset + FRAME_HEADER_BYTES + length > this.size) return undefined;
    // A payload begins with a BSON document: this spares the checksum of nearly all places that aren't a frame.
    const documentLength = this.bytes(offset + FRAME_HEADER_BYTES, 4).readInt32LE(0);
    if (documentLength < SHORTEST_DOCUMENT || documentLength > length) return undefined;
    const payload = this.bytes(offset + FRAME_HEADER_BYTES, length);
    return crc32(payload) === checksum ? payload : undefined;
  }

  private refuseDamage(tornTailAllowed: boolean): void {
    const damage = this.wholeBytes;
    if (!tornTailAllowed)
      throw new DamagedDataError(this.path, damage, 'the frame is unfinished or its checksum is wrong');
    for (let offset = damage + 1; offset + FRAME_HEADER_BYTES < this.size; offset++) {
      if (this.frameAt(offset)) {
        throw new DamagedDataError(
          this.path,
          damage,
          `the checksum is wrong, but whole data follows at byte ${offset}`,
        );
      }
    }
  }

  private bytes(offset: number, length: number): Buffer {
    const inWindow = offset - this.windowStart;
    if (inWindow >= 0 && inWindow + length <= this.window.length)
      return this.window.subarray(inWindow, inWindow + length);
    const wanted = Math.min(Math.max(length, READ_AHEAD_BYTES), this.size - offset);
    // A fresh buffer each time: documents decoded from the former one may still point into it.
    const window = Buffer.allocUnsafe(wanted);
    let read = 0;
    while (read < wanted) {
      const count = readSync(this.descriptor, window, read, wanted - read, offset + read);
      if (count === 0) throw new DamagedDataError(this.path, offset + read, 'the file ends too early');
      read += count;
    }
    this.window = window;
    this.windowStart = offset;
    return window.subarray(0, length);
  }
}
