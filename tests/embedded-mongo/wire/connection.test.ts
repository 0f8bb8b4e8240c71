import { deserialize } from 'bson';
import { describe, expect, it } from 'vitest';
import { sharedServer } from '../connected-server.js';
import { opMsg, opQuery, RawClient } from './wire-bytes.js';

const server = sharedServer();

/** A pseudo-random sequence with a fixed seed (xorshift32), so that a failure can be repeated. */
function randomBytes(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

async function expectAlive(): Promise<void> {
  await expect(server.current.client.db('admin').command({ ping: 1 })).resolves.toMatchObject({ ok: 1 });
}

describe('a connection', () => {
  it('answers in the order of the requests, each with its own request id', async () => {
    const raw = await RawClient.connect(server.current.port);
    const requests = Array.from({ length: 20 }, (_, index) =>
      opMsg({ requestId: 100 + index, body: { [index % 2 ? 'ping' : 'hello']: 1, $db: 'admin' } }),
    );
    raw.socket.write(Buffer.concat(requests));
    for (let index = 0; index < 20; index++) {
      const reply = await raw.next();
      expect(reply?.readInt32LE(8)).toBe(100 + index);
    }
    raw.end();
  });

  it('answers an old handshake by OP_REPLY', async () => {
    const raw = await RawClient.connect(server.current.port);
    raw.socket.write(opQuery(5, { isMaster: 1, helloOk: true }));
    const reply = await raw.next();
    expect(reply?.readInt32LE(12)).toBe(1);
    expect(deserialize(reply?.subarray(36) ?? Buffer.alloc(0))).toMatchObject({
      ismaster: true,
      isWritablePrimary: true,
      setName: 'rs0',
      maxWireVersion: 21,
      ok: 1,
    });
    raw.end();
  });

  it('carries an unacknowledged write out and sends no answer to it', async () => {
    const raw = await RawClient.connect(server.current.port);
    const insert = { insert: 'quiet', $db: 'unacknowledged', documents: [{ _id: 1 }] };
    raw.socket.write(opMsg({ requestId: 1, flags: 2, body: insert }));
    raw.socket.write(opMsg({ requestId: 2, body: { ping: 1, $db: 'admin' } }));
    expect((await raw.next())?.readInt32LE(8)).toBe(2);
    expect(await server.current.client.db('unacknowledged').collection('quiet').estimatedDocumentCount()).toBe(1);
    raw.end();
  });

  it('answers a document that is no BSON, and goes on', async () => {
    const raw = await RawClient.connect(server.current.port);
    const broken = opMsg({ requestId: 11, body: { ping: 1 } });
    broken[25] = 0x7e;
    raw.socket.write(broken);
    raw.socket.write(opMsg({ requestId: 12, body: { ping: 1, $db: 'admin' } }));
    expect(deserialize((await raw.next())?.subarray(21) ?? Buffer.alloc(0))).toMatchObject({
      ok: 0,
      code: 22,
      codeName: 'InvalidBSON',
    });
    expect(deserialize((await raw.next())?.subarray(21) ?? Buffer.alloc(0))).toMatchObject({ ok: 1 });
    raw.end();
  });

  it('closes on a frame that is no message, and serves the others', async () => {
    for (const bytes of [Buffer.alloc(16), Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')]) {
      const raw = await RawClient.connect(server.current.port);
      raw.socket.write(bytes);
      expect(await raw.next()).toBeUndefined();
    }
    await expectAlive();
  });

  it('survives messages with random bytes changed', async () => {
    const random = randomBytes(20_241_124);
    for (let round = 0; round < 150; round++) {
      const message = opMsg({
        requestId: round,
        body: { insert: 'fuzz', $db: 'fuzz', ordered: false },
        sequences: { documents: [{ _id: round, text: 'abc', list: [1, 2, { three: 3 }] }] },
      });
      const changes = 1 + (random() % 4);
      // The length stays, else the connection would only wait for the rest.
      for (let change = 0; change < changes; change++) message[4 + (random() % (message.length - 4))] = random() & 0xff;
      const raw = await RawClient.connect(server.current.port);
      raw.socket.end(message);
      while ((await raw.next()) !== undefined);
    }
    await expectAlive();
  });

  it('survives connections that send noise', async () => {
    const random = randomBytes(7);
    for (let round = 0; round < 50; round++) {
      const raw = await RawClient.connect(server.current.port);
      raw.socket.end(Buffer.from(Array.from({ length: random() % 200 }, () => random() & 0xff)));
      while ((await raw.next()) !== undefined);
    }
    await expectAlive();
  });

  it('keeps a client that does not read from growing the memory of the server', async () => {
    const collection = server.current.client.db('slow').collection('c');
    await collection.insertOne({ text: 'x'.repeat(1_000_000) });
    const raw = await RawClient.connect(server.current.port);
    raw.socket.pause();
    const find = (requestId: number) => opMsg({ requestId, body: { find: 'c', $db: 'slow' } });
    for (let requestId = 0; requestId < 100; requestId++) raw.socket.write(find(requestId));
    await expectAlive();
    const before = process.memoryUsage().arrayBuffers;
    await new Promise((resolve) => setTimeout(resolve, 100));
    // One answer of 1 MB waits in the server; a hundred would be 100 MB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    raw.socket.resume();
    for (let requestId = 0; requestId < 100; requestId++) expect((await raw.next())?.readInt32LE(8)).toBe(requestId);
    raw.end();
  });
});
