import { join } from 'node:path';
import { deserialize, serialize } from 'bson';
import { describe, expect, it } from 'vitest';
import { FrameFile } from '../../../src/embedded-mongo/store/frame.js';
import { Journal, openJournalFile } from '../../../src/embedded-mongo/store/journal.js';
import { temporaryDirectory } from '../temporary-directory.js';
import { FailingFileSystem } from './failing-file-system.js';

async function openJournal() {
  const directory = temporaryDirectory();
  const fileSystem = new FailingFileSystem();
  const failures: Error[] = [];
  const path = join(directory, 'journal.1');
  const journal = new Journal(await openJournalFile(fileSystem, path, 0), (error) => failures.push(error));
  return { directory, fileSystem, failures, path, journal };
}

/** The numbers in a journal file, one list a frame. */
function numbersIn(path: string): number[][] {
  const frames: number[][] = [];
  FrameFile.read(path, 'journal', true, (payload) => {
    const numbers: number[] = [];
    for (let position = 0; position < payload.length; position += payload.readInt32LE(position)) {
      const document = deserialize(payload.subarray(position, position + payload.readInt32LE(position)));
      numbers.push(document.number);
    }
    frames.push(numbers);
  });
  return frames;
}

const record = (number: number) => [serialize({ number })];

describe('the journal', () => {
  it('writes what waits together, with one sync, in order', async () => {
    const { journal, fileSystem, path } = await openJournal();
    const syncsBefore = fileSystem.steps.filter(({ step }) => step === 'sync').length;
    await Promise.all(Array.from({ length: 50 }, (_, number) => journal.append(record(number))));
    await journal.close();
    expect(numbersIn(path)).toEqual([Array.from({ length: 50 }, (_, number) => number)]);
    expect(fileSystem.steps.filter(({ step }) => step === 'sync').length - syncsBefore).toBe(1);
  });

  it('resolves only after the sync', async () => {
    const { journal, fileSystem } = await openJournal();
    const before = fileSystem.steps.length;
    await journal.append(record(1));
    expect(fileSystem.steps.slice(before).map(({ step }) => step)).toEqual(['append', 'sync']);
  });

  it('puts records before a switch into the old file and those after it into the new one', async () => {
    const { journal, fileSystem, path, directory } = await openJournal();
    const nextPath = join(directory, 'journal.2');
    const next = await openJournalFile(fileSystem, nextPath, 0);
    const done = [
      journal.append(record(1)),
      journal.append(record(2)),
      journal.switchTo(next),
      journal.append(record(3)),
    ];
    await Promise.all(done);
    await journal.close();
    expect(numbersIn(path).flat()).toEqual([1, 2]);
    expect(numbersIn(nextPath).flat()).toEqual([3]);
  });

  it('rejects everything after a failed sync, and tells it once', async () => {
    const { journal, fileSystem, failures } = await openJournal();
    await journal.append(record(1));
    fileSystem.failsAt = (step) => step === 'sync';
    const results = await Promise.allSettled([journal.append(record(2)), journal.append(record(3))]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fileSystem.failsAt = () => false;
    await expect(journal.append(record(4))).rejects.toThrow('no space left');
    expect(failures).toHaveLength(1);
  });
});
