import { isDocument } from '../bson/document.js';
import { encodeDocument } from '../wire/bson-codec.js';

/**
 * True when two states of a document have the same fields, in the same order, with the same values and types: then an
 * update has changed nothing. Stricter than the query language, for which 1 and Decimal128 1 are equal.
 */
export function sameDocument(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) {
    if (!Array.isArray(right) || left.length !== right.length) return false;
    return left.every((element, index) => sameDocument(element, right[index]));
  }
  if (isDocument(left)) {
    if (!isDocument(right)) return false;
    const names = Object.keys(left);
    const otherNames = Object.keys(right);
    if (names.length !== otherNames.length) return false;
    return names.every((name, index) => name === otherNames[index] && sameDocument(left[name], right[name]));
  }
  if (Array.isArray(right) || isDocument(right)) return false;
  return Buffer.compare(encodeDocument({ left }), encodeDocument({ left: right })) === 0;
}
