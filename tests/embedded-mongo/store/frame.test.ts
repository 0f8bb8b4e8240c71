import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serialize } from 'bson';
import { describe, expect, it } from 'vitest';
import { DamagedDataError } from '../../../src/embedded-mongo/store/damaged-data-error.js';
import { encodeFrame, FILE_HEADER_BYTES, FrameFile, fileHeader } from '../../../src/embedded-mongo/store/frame.js';
import { temporaryDirectory } from '../temporary-directory.js';

const payloads = [1, 2, 3, 4].map((number) => Buffer.from(serialize({ number, pad: 'x'.repeat(number * 10) })));

/** A journal with the four payloads, and the offset of each frame. */
function journalFile(): { path: string; offsets: number[]; size: number } {
  const path = join(temporaryDirectory(), 'journal');
  writeFileSync(path, fileHeader('journal'));
  const offsets: number[] = [];
  let size = FILE_HEADER_BYTES;
  for (const payload of payloads) {
    const frame = encodeFrame([payload]);
    offsets.push(size);
    size += frame.length;
    appendFileSync(path, frame);
  }
  return { path, offsets, size };
}

function read(path: string, tornTailAllowed = true): { found: Buffer[]; whole: number } {
  const found: Buffer[] = [];
  const whole = FrameFile.read(path, 'journal', tornTailAllowed, (payload) => found.push(Buffer.from(payload)));
  return { found, whole };
}

function change(path: string, offset: number, by = 1): void {
  const bytes = readFileSync(path);
  bytes[offset] = ((bytes[offset] ?? 0) + by) & 0xff;
  writeFileSync(path, bytes);
}

describe('a file of frames', () => {
  it('gives back what was written', () => {
    const { path, size } = journalFile();
    expect(read(path)).toEqual({ found: payloads, whole: size });
  });

  it('has the layout that the documentation promises', () => {
    const bytes = readFileSync(journalFile().path);
    expect(bytes.toString('latin1', 0, 8)).toBe('EMBMONGO');
    expect(bytes.readUInt32LE(8)).toBe(1);
    expect(bytes.readUInt32LE(12)).toBe(1);
    expect(bytes.readUInt32LE(16)).toBe(payloads[0]?.length);
  });

  it('cuts an unfinished last frame at every byte', () => {
    const { path, offsets, size } = journalFile();
    const bytes = readFileSync(path);
    const last = offsets[3] ?? 0;
    for (let length = last; length < size; length++) {
      writeFileSync(path, bytes.subarray(0, length));
      expect(read(path)).toEqual({ found: payloads.slice(0, 3), whole: last });
    }
  });

  it('cuts a last frame whose content did not reach the disk, and zeros that a crash left', () => {
    const { path, offsets, size } = journalFile();
    change(path, size - 3);
    expect(read(path).whole).toBe(offsets[3]);
    appendFileSync(path, Buffer.alloc(4096));
    expect(read(path).whole).toBe(offsets[3]);
  });

  it.each([
    ['its length', 0],
    ['its checksum', 4],
    ['its content', 20],
  ])('refuses a frame in the middle that is damaged in %s, and says where', (_, within) => {
    const { path, offsets } = journalFile();
    const damaged = offsets[1] ?? 0;
    change(path, damaged + within, 5);
    expect(() => read(path)).toThrowError(
      expect.objectContaining({ name: 'DamagedDataError', file: path, offset: damaged }) as Error,
    );
  });

  it('refuses a torn tail where none can be', () => {
    const { path, size } = journalFile();
    writeFileSync(path, readFileSync(path).subarray(0, size - 1));
    expect(() => read(path, false)).toThrow(DamagedDataError);
  });

  it.each([
    ['another kind of file', Buffer.from('something quite different, a text'), 0],
    ['an unknown version', Buffer.concat([fileHeader('journal').subarray(0, 12), Buffer.from([9, 0, 0, 0])]), 12],
    ['a snapshot in place of a journal', fileHeader('snapshot'), 8],
  ])('refuses %s', (_, content, offset) => {
    const path = join(temporaryDirectory(), 'journal');
    writeFileSync(path, content);
    expect(() => read(path)).toThrowError(expect.objectContaining({ name: 'DamagedDataError', offset }) as Error);
  });

  it('takes a file that a crash left without its header for an empty one', () => {
    const path = join(temporaryDirectory(), 'journal');
    writeFileSync(path, fileHeader('journal').subarray(0, 9));
    expect(read(path)).toEqual({ found: [], whole: 0 });
  });
});
