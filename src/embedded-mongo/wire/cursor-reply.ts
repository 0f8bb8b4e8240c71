import type { Document } from '../bson/document.js';
import { encodeDocument } from './bson-codec.js';
import { CursorBatch } from './cursor-batch.js';

const TYPE_DOCUMENT = 0x03;
const TYPE_ARRAY = 0x04;
const END = 0;

/** Encodes an answer whose `cursor` holds a {@link CursorBatch}, without encoding the batch's documents again. */
export function encodeCursorReply(reply: Document): Uint8Array {
  const { cursor, ...rest } = reply;
  const parts: Uint8Array[] = [];
  const plain: Document = {};
  for (const [name, value] of Object.entries(cursor as Document)) {
    if (value instanceof CursorBatch) parts.push(elementHead(TYPE_ARRAY, name), ...documentArray(value.documents));
    else plain[name] = value;
  }
  parts.push(elementsOf(plain));
  return Buffer.concat(enclose([elementHead(TYPE_DOCUMENT, 'cursor'), ...enclose(parts), elementsOf(rest)]));
}

function documentArray(documents: readonly Uint8Array[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let index = 0; index < documents.length; index++) {
    parts.push(elementHead(TYPE_DOCUMENT, String(index)), documents[index] ?? new Uint8Array());
  }
  return enclose(parts);
}

/** A BSON document of the given elements: length in front, end mark behind. */
function enclose(elements: readonly Uint8Array[]): Uint8Array[] {
  let length = 4 + 1;
  for (const element of elements) length += element.length;
  const front = Buffer.allocUnsafe(4);
  front.writeInt32LE(length, 0);
  return [front, ...elements, Uint8Array.of(END)];
}

/** The elements of a document without its length and end mark. */
function elementsOf(document: Document): Uint8Array {
  return encodeDocument(document).subarray(4, -1);
}

function elementHead(type: number, name: string): Uint8Array {
  const head = Buffer.allocUnsafe(1 + Buffer.byteLength(name) + 1);
  head[0] = type;
  head.write(name, 1, 'utf8');
  head[head.length - 1] = END;
  return head;
}
