import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import iconv from 'iconv-lite';
import { EncodingCensus } from './encoding-census.js';
import { ImportError } from './import-error.js';
import { LineCensus, QuotationCensus } from './line-census.js';

/** A file that has been read through once: it can be unpacked to its end, and no line of it is too long. */
export interface SourceFile {
  /** As the user named it. */
  readonly name: string;
  /** SHA-256 of the file as it is on disk, hexadecimal. */
  readonly sha256: string;
  /** Bytes after unpacking. */
  readonly size: number;
  /** Encoding that all of the bytes agree with: "utf-8", "windows-1252", "utf-16le", "utf-16be". */
  readonly encoding: string;
  /**
   * The text from the start, piece by piece, without byte order mark.
   * @param encoding any that iconv-lite knows; the file's own unless given
   */
  text(encoding?: string): AsyncIterable<string>;
}

/** Bytes that are read at once. Texts of twice that are kept apart by V8, and are not freed before memory runs short. */
const PIECE_BYTES = 65_536;

const GZIP_MAGIC = [0x1f, 0x8b] as const;

/** The longest record of JSON formats has 8 million characters, of up to four bytes. */
const LONGEST_STRETCH = 32_000_000;

/**
 * Reads a file through once and keeps nothing of it: its hash, its encoding, and whether it is whole. Gzip is known by
 * its content, whatever the name.
 * @param lineLimitBytes longest line that the format allows; null for JSON, whose records may all stand on one
 * @throws ImportError FILE_UNREADABLE, FILE_EMPTY, GZIP_DAMAGED, LINE_TOO_LONG, RECORD_TOO_LONG
 */
export async function inspectFile(
  path: string,
  { name = path, lineLimitBytes }: { readonly name?: string; readonly lineLimitBytes: number | null },
): Promise<SourceFile> {
  const packed = await isGzip(path, name);
  const hash = createHash('sha256');
  const lines = new LineCensus(lineLimitBytes);
  const quotations = lineLimitBytes === null ? new QuotationCensus(LONGEST_STRETCH) : null;
  const encodings = new EncodingCensus();
  let size = 0;
  for await (const chunk of unpacked(path, name, packed, (bytes) => hash.update(bytes))) {
    size += chunk.length;
    const tooLong = lines.add(chunk);
    if (tooLong !== null) {
      throw new ImportError(
        'LINE_TOO_LONG',
        `${name}, line ${tooLong}: is longer than ${lineLimitBytes} bytes, which no record of this format is`,
        tooLong,
      );
    }
    if (quotations?.isPlausible(chunk) === false) {
      throw new ImportError(
        'RECORD_TOO_LONG',
        `${name}: ${LONGEST_STRETCH} bytes go by without the end of a text or record`,
      );
    }
    encodings.add(chunk);
  }
  if (size === 0 || encodings.isBlank) throw new ImportError('FILE_EMPTY', `${name}: is empty`);
  const encoding = encodings.encoding();
  return {
    name,
    sha256: hash.digest('hex'),
    size,
    encoding,
    text: (wanted = encoding) => decoded(unpacked(path, name, packed), wanted),
  };
}

/** A text in memory as a source file: records that are run again, and tests. */
export function sourceText(name: string, text: string): SourceFile {
  return {
    name,
    sha256: createHash('sha256').update(text).digest('hex'),
    size: Buffer.byteLength(text),
    encoding: 'utf-8',
    text: async function* () {
      yield text;
    },
  };
}

async function isGzip(path: string, name: string): Promise<boolean> {
  try {
    await using file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && GZIP_MAGIC.every((byte, at) => buffer[at] === byte);
  } catch (cause) {
    throw unreadable(name, cause);
  }
}

async function* unpacked(
  path: string,
  name: string,
  packed: boolean,
  onRaw?: (bytes: Buffer) => void,
): AsyncGenerator<Buffer> {
  const source = createReadStream(path, { highWaterMark: PIECE_BYTES });
  if (onRaw !== undefined) source.on('data', (bytes) => onRaw(bytes as Buffer));
  if (!packed) {
    try {
      yield* source as AsyncIterable<Buffer>;
    } catch (cause) {
      throw unreadable(name, cause);
    }
    return;
  }
  const gunzip = createGunzip();
  source.on('error', (cause) => gunzip.destroy(unreadable(name, cause)));
  source.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (cause) {
    if (cause instanceof ImportError) throw cause;
    throw new ImportError('GZIP_DAMAGED', `${name}: the gzip file is cut short or damaged`, null, { cause });
  } finally {
    source.destroy();
    gunzip.destroy();
  }
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<string> {
  const decoder = iconv.getDecoder(encoding, { stripBOM: true });
  for await (const chunk of bytes) {
    const text = decoder.write(chunk);
    if (text !== '') yield text;
  }
  const rest = decoder.end();
  if (rest) yield rest;
}

function unreadable(name: string, cause: unknown): ImportError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const reason =
    code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'is a folder' : `cannot be read: ${message}`;
  return new ImportError('FILE_UNREADABLE', `${name}: ${reason}`, null, { cause });
}
