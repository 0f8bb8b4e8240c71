import { type DeserializeOptions, deserialize, type SerializeOptions, serialize } from 'bson';
import type { Document } from '../bson/document.js';
import { failure } from '../errors.js';
import { MAX_NESTING } from './limits.js';

/**
 * Numbers become JavaScript numbers where they are exact, so that the query engine compares plain values: an integral
 * double is stored as an integer afterwards. Longs beyond 2^53, Decimal128 and binary keep their BSON classes.
 */
const DECODING: DeserializeOptions = { promoteValues: true, promoteLongs: true, promoteBuffers: false };
const ENCODING: SerializeOptions = { ignoreUndefined: true, checkKeys: false };

/** Each level takes at least a type byte, a name's end, a length and an end: shorter documents can't be too deep. */
const SHORTEST_TOO_DEEP = MAX_NESTING * 7;

/**
 * Reads one BSON document.
 * @throws MongoError 22 InvalidBSON for malformed bytes, 15 Overflow for more than 200 levels
 */
export function decodeDocument(bytes: Uint8Array): Document {
  let document: Document;
  try {
    document = deserialize(bytes, DECODING);
  } catch (error) {
    return failure(22, `Invalid BSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (bytes.length > SHORTEST_TOO_DEEP) refuseDeepNesting(document, 0);
  return document;
}

/** Writes one BSON document; fields that are `undefined` are left out. */
export function encodeDocument(document: Document): Uint8Array {
  return serialize(document, ENCODING);
}

function refuseDeepNesting(value: object, depth: number): void {
  if (depth > MAX_NESTING) failure(15, `BSONObj exceeded maximum nested object depth: ${MAX_NESTING}`);
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !('_bsontype' in inner)) refuseDeepNesting(inner, depth + 1);
  }
}
