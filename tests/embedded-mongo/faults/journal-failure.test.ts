import { expect, it } from 'vitest';
import { connectedServer } from '../connected-server.js';
import { FailingFileSystem } from '../store/failing-file-system.js';
import { temporaryDirectory } from '../temporary-directory.js';

it('stops when the journal cannot be written: what waits and all that follows fails, and the process is told', async () => {
  const dataDirectory = temporaryDirectory();
  const fileSystem = new FailingFileSystem();
  const logged: string[] = [];
  const { server, client, close } = await connectedServer({
    dataDirectory,
    fileSystem,
    log: (line) => logged.push(line),
  });
  const collection = client.db('d').collection<{ _id: number }>('c');
  await collection.insertOne({ _id: 1 });
  fileSystem.failsAt = (step) => step === 'sync';
  const writes = await Promise.allSettled([collection.insertOne({ _id: 2 }), collection.insertOne({ _id: 3 })]);
  for (const write of writes) {
    expect(write).toMatchObject({ status: 'rejected', reason: { code: 14031, codeName: 'OutOfDiskSpace' } });
  }
  fileSystem.failsAt = () => false;
  await expect(collection.insertOne({ _id: 4 })).rejects.toThrow('the journal cannot be written');
  await expect(collection.find().toArray()).rejects.toThrow('the journal cannot be written');
  expect((await server.failure).message).toContain('no space left');
  expect(logged.join()).toContain('the journal cannot be written');
  await close();

  const again = await connectedServer({ dataDirectory });
  const ids = (await again.client.db('d').collection('c').find().toArray()).map(({ _id }) => _id);
  // The failed writes may or may not have reached the disk; the acknowledged one must be there, later ones not.
  expect(ids).toContain(1);
  expect(ids).not.toContain(4);
  await again.close();
});
