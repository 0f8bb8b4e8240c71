import type { Document } from '../bson/document.js';
import { decodeDocument, encodeDocument } from './bson-codec.js';
import { crc32c } from './crc32c.js';
import { CursorBatch } from './cursor-batch.js';
import { encodeCursorReply } from './cursor-reply.js';

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;
const HEADER_BYTES = 16;
const CHECKSUM_PRESENT = 1 << 0;
const MORE_TO_COME = 1 << 1;
/** Bits 0 to 15 are required: a receiver that doesn't know one must refuse the message. Bit 16 is exhaustAllowed. */
const REQUIRED_BITS = 0xffff;

/** One command as it came over the wire. */
export interface Request {
  readonly requestId: number;
  readonly command: Document;
  /** The bytes of each document of a document sequence (section kind 1), under the sequence's name. */
  readonly sequences: ReadonlyMap<string, readonly Uint8Array[]>;
  /** False for unacknowledged writes (moreToCome). */
  readonly replyExpected: boolean;
  /** OP_QUERY is only spoken by the first handshake of old drivers, and is answered by OP_REPLY. */
  readonly protocol: 'OP_MSG' | 'OP_QUERY';
}

/** The bytes aren't a message of this protocol: the connection can't be kept, since its framing is lost. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
}

/** The request id of a whole message, so that even a malformed one can be answered. */
export function requestIdOf(message: Buffer): number {
  return message.readInt32LE(4);
}

/**
 * Reads one whole message.
 * @throws ProtocolError when the frame is malformed; MongoError when a document inside is (that one can be answered)
 */
export function decodeRequest(message: Buffer): Request {
  const operation = message.readInt32LE(12);
  if (operation === OP_MSG) return decodeMessage(message);
  if (operation === OP_QUERY) return decodeQuery(message);
  throw new ProtocolError(`operation code ${operation} is not supported`);
}

function decodeMessage(message: Buffer): Request {
  if (message.length < HEADER_BYTES + 4 + 5) throw new ProtocolError('OP_MSG is too short');
  const flags = message.readUInt32LE(HEADER_BYTES);
  if (flags & REQUIRED_BITS & ~(CHECKSUM_PRESENT | MORE_TO_COME)) {
    throw new ProtocolError(`OP_MSG has unknown required flags ${flags}`);
  }
  const end = flags & CHECKSUM_PRESENT ? message.length - 4 : message.length;
  if (flags & CHECKSUM_PRESENT && crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) {
    throw new ProtocolError('OP_MSG checksum does not match');
  }
  let body: Uint8Array | undefined;
  const sequences = new Map<string, readonly Uint8Array[]>();
  let position = HEADER_BYTES + 4;
  while (position < end) {
    const kind = message[position];
    position += 1;
    const section = sized(message, position, end);
    position += section.length;
    if (kind === 0) {
      if (body) throw new ProtocolError('OP_MSG has more than one body');
      body = section;
    } else if (kind === 1) {
      const { name, documents } = documentSequence(section);
      if (sequences.has(name)) throw new ProtocolError(`OP_MSG repeats the document sequence '${name}'`);
      sequences.set(name, documents);
    } else {
      throw new ProtocolError(`OP_MSG section kind ${kind} is not known`);
    }
  }
  if (!body) throw new ProtocolError('OP_MSG has no body');
  const command = decodeDocument(body);
  for (const [name, documents] of sequences) {
    if (Object.hasOwn(command, name)) throw new ProtocolError(`OP_MSG has '${name}' both as field and as sequence`);
    if (name !== '__proto__') command[name] = documents.map(decodeDocument);
  }
  return {
    requestId: requestIdOf(message),
    command,
    sequences,
    replyExpected: !(flags & MORE_TO_COME),
    protocol: 'OP_MSG',
  };
}

/** The bytes from `position` on whose length their first four bytes tell. */
function sized(message: Buffer, position: number, end: number): Buffer {
  const length = position + 4 <= end ? message.readInt32LE(position) : 0;
  if (length < 5 || position + length > end) throw new ProtocolError('a section or document exceeds its message');
  return message.subarray(position, position + length);
}

function documentSequence(section: Buffer): { name: string; documents: Uint8Array[] } {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError('a document sequence has no name');
  const documents: Uint8Array[] = [];
  let position = nameEnd + 1;
  while (position < section.length) {
    const document = sized(section, position, section.length);
    documents.push(document);
    position += document.length;
  }
  return { name: section.toString('utf8', 4, nameEnd), documents };
}

function decodeQuery(message: Buffer): Request {
  const nameEnd = message.indexOf(0, HEADER_BYTES + 4);
  if (nameEnd < 0) throw new ProtocolError('OP_QUERY has no collection name');
  const namespace = message.toString('utf8', HEADER_BYTES + 4, nameEnd);
  if (!namespace.endsWith('.$cmd')) throw new ProtocolError('OP_QUERY is only supported for commands');
  const command = decodeDocument(sized(message, nameEnd + 1 + 8, message.length));
  command.$db = namespace.slice(0, -'.$cmd'.length);
  return {
    requestId: requestIdOf(message),
    command,
    sequences: new Map(),
    replyExpected: true,
    protocol: 'OP_QUERY',
  };
}

/** The bytes of an answer, in the protocol of its request. */
export function encodeReply(
  reply: Document,
  to: { readonly requestId: number; readonly protocol: Request['protocol'] },
  replyId: number,
): Buffer {
  const cursor = reply.cursor;
  const body =
    typeof cursor === 'object' && cursor !== null && Object.values(cursor).some((value) => value instanceof CursorBatch)
      ? encodeCursorReply(reply)
      : encodeDocument(reply);
  const prefix = to.protocol === 'OP_MSG' ? HEADER_BYTES + 4 + 1 : HEADER_BYTES + 20;
  const message = Buffer.allocUnsafe(prefix + body.length);
  message.fill(0, 0, prefix);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(replyId, 4);
  message.writeInt32LE(to.requestId, 8);
  message.writeInt32LE(to.protocol === 'OP_MSG' ? OP_MSG : OP_REPLY, 12);
  if (to.protocol === 'OP_QUERY') message.writeInt32LE(1, HEADER_BYTES + 16);
  message.set(body, prefix);
  return message;
}
