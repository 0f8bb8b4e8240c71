import { deserialize, serialize } from 'bson';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../../src/embedded-mongo/wire/crc32c.js';
import { CursorBatch } from '../../../src/embedded-mongo/wire/cursor-batch.js';
import { encodeCursorReply } from '../../../src/embedded-mongo/wire/cursor-reply.js';
import { FrameReader } from '../../../src/embedded-mongo/wire/frame-reader.js';
import { decodeRequest, encodeReply, ProtocolError } from '../../../src/embedded-mongo/wire/message.js';
import { opMsg, opQuery } from './wire-bytes.js';

describe('crc32c', () => {
  it('gives the check value of the CRC catalogue for "123456789"', () => {
    expect(crc32c(Buffer.from('123456789'))).toBe(0xe3069283);
  });

  it('gives the value of RFC 3720 B.4 for 32 zero bytes', () => {
    expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa);
  });
});

describe('decoding a request', () => {
  it('reads the body and joins a document sequence to it', () => {
    const documents = [{ _id: 1 }, { _id: 2, text: 'ä' }];
    const request = decodeRequest(opMsg({ requestId: 7, body: { insert: 'c', $db: 'd' }, sequences: { documents } }));
    expect(request).toMatchObject({ requestId: 7, replyExpected: true, protocol: 'OP_MSG' });
    expect(request.command).toEqual({ insert: 'c', $db: 'd', documents });
    const encoded = request.sequences.get('documents')?.map((bytes) => Buffer.from(bytes).toString('hex'));
    expect(encoded).toEqual(documents.map((document) => Buffer.from(serialize(document)).toString('hex')));
  });

  it('expects no answer to a message with moreToCome', () => {
    expect(decodeRequest(opMsg({ flags: 2, body: { ping: 1, $db: 'd' } })).replyExpected).toBe(false);
  });

  it('accepts a right checksum and refuses a wrong one', () => {
    const body = { ping: 1, $db: 'admin' };
    expect(decodeRequest(opMsg({ flags: 1, body, checksum: 'right' })).command).toEqual(body);
    expect(() => decodeRequest(opMsg({ flags: 1, body, checksum: 12345 }))).toThrow(ProtocolError);
  });

  it('reads the OP_QUERY of an old handshake', () => {
    const request = decodeRequest(opQuery(9, { isMaster: 1 }));
    expect(request).toMatchObject({ requestId: 9, protocol: 'OP_QUERY', command: { isMaster: 1, $db: 'admin' } });
  });

  it.each([
    ['an unknown required flag', opMsg({ flags: 1 << 5, body: { ping: 1 } })],
    ['an unknown operation code', Object.assign(opMsg({ body: { ping: 1 } }), { 12: 99 })],
    ['an unknown section kind', Object.assign(opMsg({ body: { ping: 1 } }), { 20: 7 })],
    ['a field that is a sequence too', opMsg({ body: { insert: 'c', documents: 1 }, sequences: { documents: [{}] } })],
  ])('refuses %s', (_, message) => {
    expect(() => decodeRequest(message)).toThrow(ProtocolError);
  });

  it('answers malformed BSON with code 22 and too deep nesting with code 15', () => {
    const broken = opMsg({ body: { ping: 1 } });
    broken[25] = 0x7e;
    expect(() => decodeRequest(broken)).toThrowError(expect.objectContaining({ code: 22 }));
    let deep: object = {};
    for (let level = 0; level < 300; level++) deep = { inner: deep };
    expect(() => decodeRequest(opMsg({ body: { ping: deep } }))).toThrowError(expect.objectContaining({ code: 15 }));
  });

  it('keeps a field named __proto__ as plain data', () => {
    const body = JSON.parse('{ "ping": 1, "__proto__": { "polluted": true } }');
    const { command } = decodeRequest(opMsg({ body }));
    expect(Object.getPrototypeOf(command)).toBe(Object.prototype);
    expect(command.polluted).toBeUndefined();
  });
});

describe('encoding a reply', () => {
  it('writes an OP_MSG that names its request', () => {
    const bytes = encodeReply({ ok: 1 }, { requestId: 42, protocol: 'OP_MSG' }, 5);
    expect(bytes.readInt32LE(0)).toBe(bytes.length);
    expect(bytes.readInt32LE(4)).toBe(5);
    expect(bytes.readInt32LE(8)).toBe(42);
    expect(bytes.readInt32LE(12)).toBe(2013);
    expect(deserialize(bytes.subarray(21))).toEqual({ ok: 1 });
  });

  it('writes an OP_REPLY with one document for an OP_QUERY', () => {
    const bytes = encodeReply({ ok: 1 }, { requestId: 3, protocol: 'OP_QUERY' }, 1);
    expect(bytes.readInt32LE(12)).toBe(1);
    expect(bytes.readInt32LE(32)).toBe(1);
    expect(deserialize(bytes.subarray(36))).toEqual({ ok: 1 });
  });

  it('puts the documents of a batch into the answer as an array', () => {
    const firstBatch = new CursorBatch();
    const documents = Array.from({ length: 12 }, (_, index) => ({ _id: index, text: 'x'.repeat(index) }));
    for (const document of documents) firstBatch.add(document);
    const bytes = encodeCursorReply({ cursor: { firstBatch, id: 0, ns: 'a.b' }, ok: 1 });
    expect(deserialize(bytes)).toEqual({ cursor: { firstBatch: documents, id: 0, ns: 'a.b' }, ok: 1 });
  });

  it('closes a batch before it exceeds 16 MB, but never leaves it empty', () => {
    const batch = new CursorBatch();
    const large = { text: 'x'.repeat(9 * 1024 * 1024) };
    expect(batch.add(large)).toBe(true);
    expect(batch.add(large)).toBe(false);
    expect(batch.length).toBe(1);
  });
});

describe('cutting a stream into messages', () => {
  it('finds the same messages whatever the chunks are', () => {
    const messages = [1, 2, 3].map((requestId) => opMsg({ requestId, body: { ping: requestId, pad: 'x'.repeat(50) } }));
    const stream = Buffer.concat(messages);
    for (const size of [1, 3, 16, 64, stream.length]) {
      const reader = new FrameReader();
      const found: Buffer[] = [];
      for (let position = 0; position < stream.length; position += size) {
        reader.push(stream.subarray(position, position + size));
        for (let message = reader.next(); message; message = reader.next()) found.push(Buffer.from(message));
      }
      expect(found).toEqual(messages);
      expect(reader.bytes).toBe(0);
    }
  });

  it.each([-1, 0, 15, 48_000_001])('refuses the announced length %d', (length) => {
    const reader = new FrameReader();
    const header = Buffer.alloc(16);
    header.writeInt32LE(length, 0);
    reader.push(header);
    expect(() => reader.next()).toThrow(ProtocolError);
  });
});
